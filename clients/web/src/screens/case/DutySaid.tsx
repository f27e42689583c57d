// What the duty telephone of the office said without an account: that it has the case, and what it claims. A claim is
// confirmed by the act of somebody with an account, and by nothing else.
import { Button } from "@mantine/core";
import { label } from "../../contract/labels";
import { DutyAnswer, DutyAnswerSchema } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { Notice } from "../../parts/Notice";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage, usePick } from "../../words/words";
import { actOf } from "./act_list";
import { methodOf, type ActOffer } from "./act_spec";
import { caseWords } from "./words";
import styles from "./Case.module.css";

/** What confirms it, the nearest first: the act itself, taking the case, or the call back. */
const confirming: Record<DutyAnswer, readonly string[]> = {
  [DutyAnswer.UNSPECIFIED]: [],
  [DutyAnswer.ACKNOWLEDGED]: [],
  [DutyAnswer.CHILD_SEEN]: ["RecordAction.seen", "AcceptReferral", "RecordCallAttempt"],
  [DutyAnswer.NOT_OURS]: ["ReturnReferral", "RecordCallAttempt"],
};

export function confirmingAct(answer: DutyAnswer, { possible }: CaseDetail): ActOffer | undefined {
  const id = confirming[answer].find((one) => possible.includes(methodOf(one)));
  return id ? actOf(id) : undefined;
}

export function DutySaid({ detail, onOpen }: { detail: CaseDetail; onOpen(spec: ActOffer): void }) {
  const t = caseWords.use();
  const say = usePick();
  const lang = useLanguage();
  const now_ms = useNow(60_000);
  const { acknowledgedAt, dutyClaims = [] } = detail.row?.referral ?? {};
  if (!acknowledgedAt && dutyClaims.length === 0) return null;
  return (
    <section aria-labelledby="duty-title" className={styles.card}>
      <h2 id="duty-title">{t("duty")}</h2>
      {acknowledgedAt && <p className={styles.duty_has}>{t("duty_has", { time: nearTime(msOf(acknowledgedAt), now_ms) })}</p>}
      {dutyClaims.map(({ answer, claimedAt, confirmedAt }) => {
        const act = confirmingAct(answer, detail);
        return (
          <Notice key={answer} tone="calm"
            action={act && <Button variant="default" className={styles.duty_act!} onClick={() => onOpen(act)}>{t("duty_confirm", { act: say(act.words) })}</Button>}>
            <strong>{label(DutyAnswerSchema, answer, lang)}, {confirmedAt ? t("claim_confirmed", { time: nearTime(msOf(confirmedAt), now_ms) }) : t("claim_waits")}</strong>
            {claimedAt && <> · {nearTime(msOf(claimedAt), now_ms)}</>}
          </Notice>
        );
      })}
      {dutyClaims.length > 0 && <p className={styles.next}>{t("duty_claims")}</p>}
    </section>
  );
}
