// The periods that offices report by the year, as the duties of the server's configuration have them today.
import { useQuery } from "@connectrpc/connect-query";
import type { ReportDuty } from "../../gen/hotline/record/v1/report_pb";
import { ReportService } from "../../gen/hotline/v1/report_pb";
import { isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import type { Yearly } from "./period";

const nothing: readonly Yearly[] = [];

/** Those of the first rule that holds on that day and has any, in the order in which they end in a year. */
export function periodsOf(duties: readonly ReportDuty[], day: string): readonly Yearly[] {
  const duty = duties.find(({ from, until, periods }) => from <= day && (!until || day < until) && periods.length > 0);
  return duty ? duty.periods.map(({ first, last, before }) => ({ first, last, before })).sort((a, b) => a.last.localeCompare(b.last)) : nothing;
}

/** Undefined until they are known; none where they cannot be had, for any other period can be asked for. */
export function useDutyPeriods(): readonly Yearly[] | undefined {
  const { data, isError } = useQuery(ReportService.method.listReportDuties, {}, { staleTime: Infinity });
  if (isError) return nothing;
  return data && periodsOf(data.duties, isoDate(now_ms()));
}
