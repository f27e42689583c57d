// Where a report is to be found, and its days as they are written.
import type { ReportKey } from "../gen/hotline/v1/report_pb";

/** "30/10/2015" of "2015-10-30". */
export const day = (iso: string) => iso.split("-").reverse().join("/");

export const addressOf = ({ duty, unit, firstDay }: Pick<ReportKey, "duty" | "unit" | "firstDay">) =>
  `/reports/${encodeURIComponent(duty)}/${encodeURIComponent(unit)}/${firstDay}`;
