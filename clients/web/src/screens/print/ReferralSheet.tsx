// What goes to the office that must act: whose case, where, how the child is, by when what must be done. Never who told.
import { label } from "../../contract/labels";
import { AbuseTypeSchema, AnswerSchema } from "../../gen/hotline/record/v1/contact_pb";
import { ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import { whoIsIt } from "../../parts/ChildLine";
import { useUnitName } from "../../parts/unit_name";
import { dateTime, msOf } from "../../time/format";
import { paper } from "./form_words";
import { dayLine, type Papers } from "./papers";
import { Head, Line, Signatures } from "./Paper";
import styles from "./Print.module.css";

export function ReferralSheet({ papers: { detail, opened } }: { papers: Papers }) {
  const row = detail.row!;
  const intake = detail.intake;
  const from = useUnitName(row.referral?.fromUnit || opened?.event?.actor?.unit || row.responsibleUnit);
  const to = useUnitName(row.referral?.toUnit || row.responsibleUnit);
  const incident = useUnitName(intake?.incident?.unit || undefined);
  const present = useUnitName(intake?.present?.unit || undefined);
  const sent = row.referral?.referredAt ?? row.receivedAt;
  const running = detail.clocks.filter(({ metAt }) => !metAt);
  return (
    <section className={styles.paper} aria-label={paper.title_sheet}>
      <Head office={from} number={row.number} day={dayLine(sent && msOf(sent))} title={paper.title_sheet} />
      {row.emergency && <p className={styles.urgent}>{paper.urgent}</p>}
      <Line label={paper.from}>{from}</Line>
      <Line label={paper.to}>{to}</Line>
      <Line label={paper.referred_at}>{sent && dateTime(msOf(sent))}</Line>
      <Line label={paper.abuse}>{intake?.abuseTypes.map((type) => label(AbuseTypeSchema, type, "vi")).join("; ")}</Line>
      <h3>{paper.about_child}</h3>
      <Line label={paper.name}>{[intake?.child?.name, row.summary && whoIsIt(row.summary, "vi")].filter(Boolean).join(", ")}</Line>
      <Line label={paper.incident}>{[intake?.incident?.detail, incident].filter(Boolean).join(", ")}</Line>
      <Line label={paper.present_place}>{[intake?.present?.detail, present].filter(Boolean).join(", ")}</Line>
      <Line label={paper.safe_to_call}>{label(AnswerSchema, intake?.child?.safeToCall ?? 0, "vi")}</Line>
      <Line label={paper.state}>{intake?.presentState}</Line>
      <Line label={paper.narrative}>{intake?.narrative}</Line>
      {running.length > 0 && (
        <>
          <h3>{paper.due}</h3>
          <table className={styles.table}>
            <thead><tr><th scope="col">{paper.due_what}</th><th scope="col">{paper.due_when}</th><th scope="col">{paper.article}</th></tr></thead>
            <tbody>
              {running.map(({ kind, dueAt, article }) => (
                <tr key={`${kind} ${dueAt?.seconds}`}><th scope="row">{label(ClockKindSchema, kind, "vi")}</th><td>{dueAt && dateTime(msOf(dueAt))}</td><td>{article}</td></tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p className={styles.redacted}>{paper.redacted}</p>
      <p className={styles.secret}>{paper.secret}</p>
      <Signatures names={[{ role: paper.received_by }]} />
    </section>
  );
}
