// What a simulation found: by kind of deadline, and the offices for which the most would change.
import { label } from "../../contract/labels";
import { ClockKindSchema } from "../../gen/hotline/v1/case_detail_pb";
import type { SimulateDeadlinesResponse, SimulatedCount, SimulatedOffice } from "../../gen/hotline/v1/deadline_pb";
import { Notice } from "../../parts/Notice";
import { ScrollBox } from "../../parts/ScrollBox";
import { useUnitName } from "../../parts/unit_name";
import { useLanguage } from "../../words/words";
import { deadlineWords } from "./words";
import styles from "./Deadlines.module.css";

function Numbers({ count }: { count: SimulatedCount | undefined }) {
  const t = deadlineWords.use();
  if (!count) return null;
  return (
    <>
      <td>{t("n_of", { n: count.late, all: count.clocks })}</td>
      <td>{t("n_of", { n: count.wouldBeLate, all: count.wouldBegin })}</td>
      <td>{count.newlyLate}</td>
      <td>{count.noLongerLate}</td>
    </>
  );
}

function Head({ first }: { first: string }) {
  const t = deadlineWords.use();
  return <thead><tr>{[first, t("late_now"), t("late_then"), t("newly"), t("no_more")].map((words) => <th key={words} scope="col">{words}</th>)}</tr></thead>;
}

function Office({ of: { unit, count } }: { of: SimulatedOffice }) {
  const name = useUnitName(unit);
  return <tr><th key={name} scope="row">{name || "…"}</th><Numbers count={count} /></tr>;
}

export function Found({ found }: { found: SimulateDeadlinesResponse }) {
  const t = deadlineWords.use();
  const lang = useLanguage();
  return (
    <section className={styles.card} aria-labelledby="try-result">
      <h2 id="try-result">{t("result")}</h2>
      <p role="status">{t("result_of", { count: Number(found.cases) })}</p>
      {found.unreadable > 0n && <Notice>{t("unreadable", { count: Number(found.unreadable) })}</Notice>}
      <ScrollBox labelledBy="try-result">
        <table className={styles.shares} aria-labelledby="try-result">
          <Head first={t("kind")} />
          <tbody>{found.kinds.map(({ kind, count }) => <tr key={kind}><th scope="row">{label(ClockKindSchema, kind, lang)}</th><Numbers count={count} /></tr>)}</tbody>
        </table>
      </ScrollBox>
      <h3 id="try-offices">{t("offices")}</h3>
      {found.offices.length === 0 && <p className={styles.quiet}>{t("offices_none")}</p>}
      {found.offices.length > 0 && (
        <ScrollBox labelledBy="try-offices">
          <table className={styles.shares} aria-labelledby="try-offices">
            <Head first={t("unit")} />
            <tbody>{found.offices.map((office) => <Office key={office.unit} of={office} />)}</tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}
