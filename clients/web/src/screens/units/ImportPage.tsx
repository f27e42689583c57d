// A new list of offices: read and compared first, with every bad row and every change in plain words; carried out only when
// a person says so.
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowLeft, IconCircleCheck, IconDatabaseImport, IconFileSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { limitsOf } from "../../contract/rules";
import { ImportUnitsRequestSchema, type ImportUnitsResponse, type UnitChange } from "../../gen/hotline/v1/directory_pb";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { ScrollBox } from "../../parts/ScrollBox";
import { usePick } from "../../words/words";
import { importWords } from "./import_words";
import { useImport } from "./use_import";
import styles from "./Import.module.css";

const bytes_max = limitsOf(ImportUnitsRequestSchema, "unitsCsv").maxLength!;
const mib = 1024 * 1024;
type What = "added" | "ended" | "renamed" | "merged" | "split" | "code_reused" | "corrected" | "removed";

const code = (unit: string) => unit.split("@")[0] ?? unit;
const since = (unit: string) => unit.split("@")[1]?.split("-").reverse().join("/") ?? "";

function Errors({ told }: { told: ImportUnitsResponse }) {
  const t = importWords.use();
  const say = usePick();
  return (
    <section className={styles.card} aria-labelledby="import-errors">
      <h2 id="import-errors">{t("errors", { count: told.errorCount })}</h2>
      <p>{t("errors_long")}</p>
      <ScrollBox labelledBy="import-errors">
        <table className={styles.table}>
          <thead><tr><th scope="col">{t("line")}</th><th scope="col">{t("what_is_wrong")}</th></tr></thead>
          <tbody>
            {told.errors.map((error, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- one answer, never reordered
              <tr key={at}><th scope="row">{error.line}</th><td>{say([error.textVi, error.textEn])}</td></tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {told.errors.length < told.errorCount && <p>{t("first_only", { count: told.errors.length })}</p>}
    </section>
  );
}

function Change({ change: { what, unit, name, others } }: { change: UnitChange }) {
  const t = importWords.use();
  return (
    <tr>
      <td>{t(what as What)}</td>
      <th scope="row">{name}</th>
      <td>{t("code_since", { code: code(unit), date: since(unit) })}</td>
      <td>{others.length > 0 && t("into", { units: others.map(code).join(", ") })}</td>
    </tr>
  );
}

function Changes({ told }: { told: ImportUnitsResponse }) {
  const t = importWords.use();
  const counts = new Map<What, number>();
  for (const { what } of told.changes) counts.set(what as What, (counts.get(what as What) ?? 0) + 1);
  return (
    <section className={styles.card} aria-labelledby="import-changes">
      <h2 id="import-changes">{t(told.applied ? "changes_done" : "changes", { count: told.changeCount })}</h2>
      {told.changeCount === 0 ? <p>{t("changes_none")}</p> : (
        <>
          <ul className={styles.counts}>{[...counts].map(([what, count]) => <li key={what}><strong>{count}</strong> {t(what)}</li>)}</ul>
          <ScrollBox labelledBy="import-changes">
            <table className={styles.table}>
              <thead><tr><th scope="col">{t("change")}</th><th scope="col">{t("unit")}</th><th scope="col">{t("code")}</th><th scope="col">{t("becomes")}</th></tr></thead>
              <tbody>{told.changes.map((change) => <Change key={`${change.what} ${change.unit}`} change={change} />)}</tbody>
            </table>
          </ScrollBox>
          {told.changes.length < told.changeCount && <p>{t("first_only", { count: told.changes.length })}</p>}
        </>
      )}
    </section>
  );
}

function Progress({ told }: { told: ImportUnitsResponse | undefined }) {
  const t = importWords.use();
  const total = told?.rowsTotal ?? 0;
  return (
    <div className={styles.progress}>
      <progress aria-label={t("progress")} {...(total > 0 && { value: told!.rowsRead, max: total })} />
      <p role="status">{total > 0 ? t("rows", { read: told!.rowsRead, total }) : t("sending")}</p>
    </div>
  );
}

export default function ImportPage() {
  const t = importWords.use();
  const say = usePick();
  const cache = useQueryClient();
  const { running, told, failed, run, reset } = useImport();
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array } | undefined>();
  const [flaw, setFlaw] = useState("");

  async function choose(chosen: File | undefined) {
    reset();
    setFile(undefined);
    setFlaw("");
    if (!chosen) return;
    if (chosen.size > bytes_max) return setFlaw(t("too_large", { count: bytes_max / mib }));
    if (chosen.size === 0) return setFlaw(t("empty"));
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, bytes });
    await run(bytes, true);
  }
  async function apply() {
    await run(file!.bytes, false);
    await cache.invalidateQueries();
  }
  const looked = told?.done && !told.applied && told.errorCount === 0;
  return (
    <section className={styles.page} aria-labelledby="import-title">
      <header className={styles.head}>
        <h1 id="import-title">{t("title")}</h1>
        <Link href="/units" className={styles.back!}><IconArrowLeft size={18} aria-hidden />{t("back")}</Link>
      </header>
      <section className={styles.card} aria-labelledby="import-file">
        <h2 id="import-file">{t("file")}</h2>
        <Field label={t("choose")} hint={t("choose_hint")} error={flaw}>
          {({ id, "aria-describedby": told_by, "aria-invalid": wrong }) => <input id={id} aria-describedby={told_by} aria-invalid={wrong} type="file" accept=".csv,text/csv" disabled={running} className={styles.file} onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])} />}
        </Field>
        {running && <Progress told={told} />}
        {failed && <Notice>{say(failed)}</Notice>}
        {told?.applied && <Notice tone="done" icon={IconCircleCheck}>{t("applied", { count: told.changeCount })}</Notice>}
        {looked && (
          <div className={styles.decide}>
            <p><IconFileSearch size={20} aria-hidden /> {t("looked", { count: told.rowsTotal })}</p>
            {told.changeCount > 0 && <Button leftSection={<IconDatabaseImport size={18} />} onClick={() => void apply()}>{t("apply", { count: told.changeCount })}</Button>}
          </div>
        )}
      </section>
      {told?.done && told.errorCount > 0 && <Errors told={told} />}
      {told?.done && told.errorCount === 0 && <Changes told={told} />}
    </section>
  );
}
