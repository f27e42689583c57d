// What the server says of a list of offices: what is wrong with it, what was put right while reading, what contradicts what
// is known, what it leaves to people, and each change.
import type { ImportUnitsResponse, RowError, UnitChange, UnitFieldChange } from "../../gen/hotline/v1/unit_import_pb";
import { UnitLevelSchema } from "../../gen/hotline/v1/unit_pb";
import { label } from "../../contract/labels";
import { ScrollBox } from "../../parts/ScrollBox";
import { useUnitName } from "../../parts/unit_name";
import { shownDay } from "../../time/written_day";
import { useLanguage, usePick } from "../../words/words";
import { lastDay } from "./days";
import { importWords } from "./import_words";
import styles from "./Import.module.css";

type Changed = Pick<ImportUnitsResponse, "changes" | "changeCount" | "changeCounts">;
type What = "added" | "ended" | "renamed" | "merged" | "split" | "code_reused" | "corrected" | "removed";

const code = (unit: string) => unit.split("@")[0] ?? unit;
const since = (unit: string) => shownDay(unit.split("@")[1] ?? "");

function KnownUnit({ unit }: { unit: string }) {
  const t = importWords.use();
  return <strong>{t("known_unit", { name: useUnitName(unit), code: code(unit), date: since(unit) })}</strong>;
}

/** Rows of the file, each with what is to be said of it. */
export function Rows({ id, title, long, rows, count }: { id: string; title: string; long: string; rows: readonly RowError[]; count: number }) {
  const t = importWords.use();
  const say = usePick();
  if (count === 0) return null;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>{long}</p>
      <ScrollBox labelledBy={id}>
        <table className={styles.table}>
          <thead><tr><th scope="col">{t("line")}</th><th scope="col">{t("what_is_said")}</th></tr></thead>
          <tbody>
            {rows.map((row, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- one answer, never reordered
              <tr key={at}><th scope="row">{row.line || "–"}</th><td>{say([row.textVi, row.textEn])}{row.unit && <> <KnownUnit unit={row.unit} /></>}</td></tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <FirstOf shown={rows.length} count={count} />
    </section>
  );
}

function FirstOf({ shown, count }: { shown: number; count: number }) {
  const t = importWords.use();
  return shown < count && <p>{t("first_of", { count: shown, total: count })}</p>;
}

/** "tên: Tam Dị → Tam Vị": what it said, and what it says now. */
function Field({ of: { field, was, becomes } }: { of: UnitFieldChange }) {
  const t = importWords.use();
  const lang = useLanguage();
  const told = (said: string) => {
    if (said === "") return t("nothing");
    if (field === "valid_to") return t("until", { date: lastDay(said) });
    if (field === "valid_to_is") return t(said as "not_later" | "exact");
    const level = field === "level" && UnitLevelSchema.values.find(({ name }) => name === `UNIT_LEVEL_${said.toUpperCase()}`);
    return level ? label(UnitLevelSchema, level.number, lang) : said;
  };
  return <li>{t("what_field", { field: t(`field_${field}` as "field_name") })} <del>{told(was)}</del> → <ins>{told(becomes)}</ins></li>;
}

function Change({ change: { what, unit, name, others, otherNames, fields } }: { change: UnitChange }) {
  const t = importWords.use();
  return (
    <tr>
      <td>{t(what as What)}</td>
      <th scope="row">{name}<small>{t("code_since", { code: code(unit), date: since(unit) })}</small></th>
      <td>{others.length > 0 && t(what === "code_reused" ? "had_code" : "into", { units: others.map((other, at) => t("other", { name: otherNames[at] ?? "", code: code(other) })).join(", ") })}{fields.length > 0 && <ul className={styles.fields}>{fields.map((one) => <Field key={one.field} of={one} />)}</ul>}</td>
    </tr>
  );
}

/** The counts are of all, the rows of as many as were sent: where not all of a kind are among them its count says so. */
export function Changes({ id, title, told: { changes, changeCount, changeCounts } }: { id: string; title: string; told: Changed }) {
  const t = importWords.use();
  const shown = (kind: string) => changes.filter(({ what }) => what === kind).length;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {changeCount === 0 ? <p>{t("changes_none")}</p> : (
        <>
          <ul className={styles.counts}>
            {changeCounts.map(({ what, count }) => <li key={what}><strong>{count}</strong> {t(what as What)}{shown(what) < count && <small>{t("listed", { count: shown(what) })}</small>}</li>)}
          </ul>
          <ScrollBox labelledBy={id}>
            <table className={styles.table}>
              <thead><tr><th scope="col">{t("change")}</th><th scope="col">{t("unit")}</th><th scope="col">{t("becomes")}</th></tr></thead>
              <tbody>{changes.map((change) => <Change key={`${change.what} ${change.unit}`} change={change} />)}</tbody>
            </table>
          </ScrollBox>
          <FirstOf shown={changes.length} count={changeCount} />
        </>
      )}
    </section>
  );
}

/** What the list leaves to people: said before it is imported. */
export function ToPeople({ told }: { told: ImportUnitsResponse }) {
  const t = importWords.use();
  return (
    <ul className={styles.counts}>
      <li>{t("ended_units", { count: told.endedUnits })}</li>
      <li>{t("no_successor", { count: told.endedWithoutSuccessor })}</li>
      <li>{t("to_move", { count: told.casesToMove })}</li>
      <li>{t("to_confirm", { count: told.rolesToConfirm })}</li>
    </ul>
  );
}

/** `second`: what comes after the choice of a file, which is the first. */
export function Told({ told, second }: { told: ImportUnitsResponse; second?: boolean }) {
  const t = importWords.use();
  const titled = (what: string) => (second ? t("second", { what }) : what);
  return (
    <>
      <Rows id="import-errors" title={titled(t("errors", { count: told.errorCount }))} long={t("errors_long")} rows={told.errors} count={told.errorCount} />
      <Rows id="import-contradictions" title={t("contradictions", { count: told.contradictionCount })} long={t("contradictions_long")} rows={told.contradictions} count={told.contradictionCount} />
      <Rows id="import-repairs" title={t("repairs", { count: told.repairCount })} long={t("repairs_long")} rows={told.repairs} count={told.repairCount} />
      {told.errorCount === 0 && <Changes id="import-changes" title={told.applied ? t("changes_done", { count: told.changeCount }) : titled(t("changes", { count: told.changeCount }))} told={told} />}
    </>
  );
}
