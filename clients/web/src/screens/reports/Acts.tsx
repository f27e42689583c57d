// The chairman signs; the level above accepts, or returns with a reason.
import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck, IconSignature } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../../api/act";
import { flawsOf, flawWords, limitsOf } from "../../contract/rules";
import { ReportService, ReturnReportRequestSchema, type ReportRow } from "../../gen/hotline/v1/report_pb";
import { addressOf } from "../../parts/report_address";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { clockTime } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { reportsWords } from "./words";
import styles from "./Reports.module.css";

interface Props {
  report: ReportRow;
  /** What became of it, in words. */
  onDone(words: string): void;
}

const namedIn = ({ key, version }: ReportRow) => ({ key: key!, expectedVersion: version });

export function Sign({ report, onDone }: Props) {
  const t = reportsWords.use();
  const act = useAct(ReportService.method.signReport);
  return (
    <section className={styles.card} aria-labelledby="report-sign" data-screen-only>
      <h2 id="report-sign">{t("sign")}</h2>
      <p className={styles.quiet}>{t("sign_long")}</p>
      <div><Button leftSection={<IconSignature size={18} aria-hidden />} onClick={() => void act.send(namedIn(report)).then((answer) => answer && onDone(t("signed_done", { time: clockTime(now_ms()) })))}>{t("sign")}</Button></div>
      {act.state !== "sent" && <ConfirmSent act={act} />}
    </section>
  );
}

export function Answer(props: Props) {
  const kept = useKept<string>(`return${addressOf(props.report.key!)}`);
  return kept && <Answers {...props} kept={kept} />;
}

function Answers({ report, onDone, kept }: Props & { kept: KeptForm<string> }) {
  const t = reportsWords.use();
  const [accepting, returning] = [useAct(ReportService.method.acceptReport), useAct(ReportService.method.returnReport)];
  const [reason, setReason] = useState(kept.found ?? "");
  const [tried, setTried] = useState(false);
  const values = { ...namedIn(report), reason };
  const flawIn = () => flawsOf(ReturnReportRequestSchema, values, { skip: ["requestId"] })["reason"];
  const flaw = tried ? flawIn() : undefined;
  async function accept() {
    if (!(await accepting.send(namedIn(report)))) return;
    kept.wipe();
    onDone(t("accepted_done", { time: clockTime(now_ms()) }));
  }
  async function giveBack() {
    setTried(true);
    if (flawIn()) return;
    if (!(await returning.send(values))) return;
    kept.sent();
    onDone(t("returned_done"));
  }
  return (
    <section className={styles.card} aria-labelledby="report-answer" data-screen-only>
      <h2 id="report-answer">{t("answer")}</h2>
      <div><Button leftSection={<IconCircleCheck size={18} aria-hidden />} onClick={() => void accept()}>{t("accept")}</Button></div>
      {accepting.state !== "sent" && <ConfirmSent act={accepting} />}
      <Field label={t("give_back_reason")} error={flaw && flawWords.say(flaw.key, flaw.values)}>
        {(props) => <Textarea {...props} autosize minRows={2} value={reason} maxLength={limitsOf(ReturnReportRequestSchema, "reason").maxLength} onChange={({ currentTarget }) => (setReason(currentTarget.value), void kept.put(currentTarget.value))} />}
      </Field>
      <div><Button variant="default" leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={() => void giveBack()}>{t("give_back")}</Button></div>
      {returning.state !== "sent" && <ConfirmSent act={returning} />}
    </section>
  );
}
