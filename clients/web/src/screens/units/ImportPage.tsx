// A new list of offices: read and compared first, with every bad row and every change in plain words; carried out only when
// a person says so.
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowLeft, IconCircleCheck, IconDatabaseImport, IconFileSearch, IconFileUpload } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import { limitsOf } from "../../contract/rules";
import { ImportUnitsRequestSchema, type ImportUnitsResponse } from "../../gen/hotline/v1/unit_import_pb";
import { DayInput } from "../../parts/DayInput";
import { Field } from "../../parts/Field";
import { pointsAtHalfDay } from "../../parts/half_day";
import { Notice } from "../../parts/Notice";
import { usePick } from "../../words/words";
import { importWords } from "./import_words";
import { Told, ToPeople } from "./ImportTold";
import { UndoImport } from "./UndoImport";
import { useImport } from "./use_import";
import styles from "./Import.module.css";

const bytes_max = limitsOf(ImportUnitsRequestSchema, "unitsCsv").maxLength!;
const mib = 1024 * 1024;
type Stage = "reading" | "comparing" | "counting" | "storing";

function Progress({ told }: { told: ImportUnitsResponse | undefined }) {
  const t = importWords.use();
  return (
    <div className={styles.progress}>
      <progress aria-label={t("progress")} {...(told && { value: told.percent, max: 100 })} />
      <p role="status">{told ? t(told.stage as Stage, { percent: told.percent, count: told.rowsTotal }) : t("sending")}</p>
    </div>
  );
}

/** In the browser's own box the words are of the browser's language: it lies over this one, unseen, and takes clicks, keys
 * and files that are dropped on it. */
function FileBox({ name, children }: { name: string; children: ReactNode }) {
  const t = importWords.use();
  return (
    <div className={styles.file}>
      {children}
      <span aria-hidden className={styles.pick}><IconFileUpload size={18} />{t(name ? "pick_other" : "pick")}</span>
      <span aria-hidden>{name || t("picked_none")}</span>
    </div>
  );
}

export default function ImportPage() {
  const t = importWords.use();
  const say = usePick();
  const cache = useQueryClient();
  const { running, told, failed, run, reset } = useImport();
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array } | undefined>();
  const [name, setName] = useState("");
  const [flaw, setFlaw] = useState("");
  const [listDate, setListDate] = useState("");

  async function choose(chosen: File | undefined) {
    reset();
    setFile(undefined);
    setName(chosen?.name ?? "");
    setFlaw("");
    if (!chosen) return;
    if (chosen.size > bytes_max) return setFlaw(t("too_large", { count: bytes_max / mib }));
    if (chosen.size === 0) return setFlaw(t("empty"));
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setFile({ name: chosen.name, bytes });
    await run({ bytes, listDate }, true);
  }
  async function speaksOf(date: string) {
    setListDate(date);
    if (file && (date === "" || /^\d{4}-\d{2}-\d{2}$/.test(date))) await run({ bytes: file.bytes, listDate: date }, true);
  }
  async function apply() {
    if (pointsAtHalfDay(document)) return;
    await run({ bytes: file!.bytes, listDate }, false);
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
          {({ id, "aria-describedby": told_by, "aria-invalid": wrong }) => (
            <FileBox name={name}>
              <input id={id} aria-describedby={told_by} aria-invalid={wrong} title={name || t("picked_none")} type="file" accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" disabled={running} onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])} />
            </FileBox>
          )}
        </Field>
        <div className={styles.date}><Field label={t("list_date")} hint={t("list_date_hint")}>{(props) => <DayInput {...props} disabled={running} value={listDate} onChange={(day) => void speaksOf(day)} />}</Field></div>
        {running && <Progress told={told} />}
        {failed && <Notice>{say(failed)}</Notice>}
        {told?.applied && <Notice tone="done" icon={IconCircleCheck}>{t("applied", { count: told.changeCount })}</Notice>}
        {looked && (
          <div className={styles.decide}>
            <p><IconFileSearch size={20} aria-hidden /> {t("looked", { count: told.rowsTotal })}</p>
            <ToPeople told={told} />
            {told.changeCount > 0 && <Button leftSection={<IconDatabaseImport size={18} />} onClick={() => void apply()}>{t("apply", { count: told.changeCount })}</Button>}
          </div>
        )}
      </section>
      {told?.done && <Told told={told} second />}
      {!told && !running && <UndoImport />}
    </section>
  );
}
