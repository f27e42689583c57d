import type { CaseRow } from "../gen/hotline/v1/case_detail_pb";
import { useUnitName } from "./unit_name";
import { partWords } from "./words";

/** Which office has a case now; or, while it is on its way, which is to get it. */
export function WhoHas({ row, className }: { row: Pick<CaseRow, "referral" | "responsibleUnit">; className?: string | undefined }) {
  const t = partWords.use();
  const unit = useUnitName(row.referral?.toUnit || row.responsibleUnit);
  return unit ? <span className={className}>{t(row.referral?.toUnit ? "going_to" : "held_by", { unit })}</span> : null;
}
