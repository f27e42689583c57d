// What an office says to a referral, and where it goes next.
import { useEffect, useRef } from "react";
import { CaseStatus, ReturnReason, ReturnReasonSchema } from "../../../gen/hotline/record/v1/case_pb";
import { ClockKind, type CaseDetail } from "../../../gen/hotline/v1/case_detail_pb";
import { UnitLevel } from "../../../gen/hotline/v1/unit_pb";
import { useUnit, useUnitName } from "../../../parts/unit_name";
import { msOf } from "../../../time/format";
import { EmergencyCountdown, emergencyClock } from "../Clocks";
import { Office, OneOf, useActForm, useValue, Words } from "../form";
import { formWords } from "../form_words";

export function AcceptBody() {
  const { detail } = useActForm();
  const twelve = emergencyClock(detail);
  return twelve ? <EmergencyCountdown clock={twelve} /> : null;
}

/** What stands in the record for the plain cases, so that returning is two touches. Records are in Vietnamese. */
export const return_sentence: Record<ReturnReason, string> = {
  [ReturnReason.UNSPECIFIED]: "",
  [ReturnReason.WRONG_PLACE]: "Nơi xảy ra không thuộc địa bàn của đơn vị.",
  [ReturnReason.DUPLICATE]: "Đã có ca về cùng trẻ và cùng vụ việc.",
  [ReturnReason.NOT_ENOUGH]: "",
};

export function ReturnBody() {
  const t = formWords.use();
  const form = useActForm();
  const reason = useValue<number>("reason") as ReturnReason;
  const explanation = useValue<string>("explanation");
  const before = useRef(reason);
  useEffect(() => {
    if (before.current === reason) return;
    const untouched = explanation === return_sentence[before.current];
    before.current = reason;
    if (untouched) form.set("explanation", return_sentence[reason]);
  });
  return (
    <>
      <OneOf path="reason" label={t("reason")} type={ReturnReasonSchema} />
      <Words path="explanation" label={t("explanation")} rows={2} {...(reason === ReturnReason.NOT_ENOUGH && { hint: t("missing_hint") })} />
    </>
  );
}

export const wasReturned = ({ row }: CaseDetail) => row?.status === CaseStatus.RECEIVED && !row.referral;

/** Where a returned case goes unless somebody knows better: to the commune of its place, where that was corrected since;
    else to the level above the office that returned it, which finds the commune. */
function useProposed(detail: CaseDetail): { unit: string; above: boolean } | undefined {
  const told = detail.clocks.filter(({ kind, unit }) => kind === ClockKind.ACKNOWLEDGE && unit).sort((a, b) => msOf(a.startedAt!) - msOf(b.startedAt!));
  const place = detail.intake?.incident?.unit ?? "";
  const returnedBy = told.at(-1)?.unit ?? place;
  const [of, from] = [useUnit(place), useUnit(returnedBy)];
  if (!from || (place && !of)) return undefined;
  if (of && of.level === UnitLevel.COMMUNE && !of.validTo && place !== returnedBy) return { unit: place, above: false };
  const below = from.level === UnitLevel.COMMUNE || from.level === UnitLevel.DISTRICT;
  return below && from.parent ? { unit: from.parent, above: true } : undefined;
}

/** What stands in the record, so that rerouting is two touches. Records are in Vietnamese. */
const reroute_sentence = {
  above: "Đơn vị nhận trước đã trả lại. Đề nghị xác định xã và xử lý.",
  commune: "Đơn vị nhận trước đã trả lại. Nơi xảy ra thuộc địa bàn của đơn vị này.",
};

function ReturnedBody() {
  const t = formWords.use();
  const form = useActForm();
  const [toUnit, reason] = [useValue<string>("toUnit"), useValue<string>("reason")];
  const proposed = useProposed(form.detail);
  const goes_above = proposed?.above && toUnit === proposed.unit;
  const sentence = goes_above ? reroute_sentence.above : reroute_sentence.commune;
  useEffect(() => {
    if (proposed && toUnit === "" && reason === "") form.propose({ toUnit: proposed.unit, reason: proposed.above ? reroute_sentence.above : reroute_sentence.commune });
    else if (proposed && Object.values(reroute_sentence).includes(reason) && reason !== sentence) form.set("reason", sentence);
  });
  return (
    <>
      {goes_above && <p>{t("to_above")}</p>}
      <SendElsewhereBody />
    </>
  );
}

export function RerouteBody() {
  return wasReturned(useActForm().detail) ? <ReturnedBody /> : <SendElsewhereBody />;
}

/** The commune where the child lives leads the plan (Children Law, art. 52), where another has the case now. */
export function useLeader({ intake, row }: CaseDetail): string | undefined {
  const place = intake?.residence?.unit ?? "";
  const unit = useUnit(place);
  return unit && unit.level === UnitLevel.COMMUNE && !unit.validTo && place !== row?.responsibleUnit ? place : undefined;
}

const lead_sentence = "Trẻ cư trú tại địa bàn của đơn vị này; chuyển để chủ trì kế hoạch hỗ trợ, can thiệp (Luật Trẻ em, điều 52).";

export function TransferBody() {
  const form = useActForm();
  const leader = useLeader(form.detail);
  const [toUnit, reason] = [useValue<string>("toUnit"), useValue<string>("reason")];
  useEffect(() => {
    if (leader && toUnit === "" && reason === "") form.propose({ toUnit: leader, reason: lead_sentence });
  });
  return <SendElsewhereBody />;
}

function SendElsewhereBody() {
  const t = formWords.use();
  return (
    <>
      <Office path="toUnit" label={t("to_unit")} />
      <Words path="reason" label={t("reason")} />
    </>
  );
}

export function ReleaseBody() {
  const t = formWords.use();
  const unit = useUnitName(useValue<string>("toUnit"));
  return (
    <>
      <p>{t("release_to")}: <strong>{unit}</strong></p>
      <Words path="reason" label={t("release_reason")} />
    </>
  );
}
