// What an office says to a referral, and where it goes next.
import { useEffect, useRef } from "react";
import { ReturnReason, ReturnReasonSchema } from "../../../gen/hotline/record/v1/case_pb";
import { useUnitName } from "../../../parts/unit_name";
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

export function SendElsewhereBody() {
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
