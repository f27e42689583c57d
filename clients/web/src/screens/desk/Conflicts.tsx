// Where another hand wrote otherwise meanwhile: the field by its name, what stands there in words, and the choice between
// the two. It stays, over a reload too, until a person has chosen or sent.
import { Button } from "@mantine/core";
import { getOption, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { Fragment, useRef } from "react";
import { flushSync } from "react-dom";
import { label } from "../../contract/labels";
import { useCodeLabel } from "../../contract/reference";
import { ContactSchema } from "../../gen/hotline/record/v1/contact_pb";
import { Format, rule } from "../../gen/hotline/record/v1/options_pb";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { dateTime } from "../../time/format";
import { shownDay } from "../../time/written_day";
import { useLanguage } from "../../words/words";
import { useForm } from "./desk_context";
import { fieldName } from "./field_words";
import { isEmpty } from "./sheet";
import { focusPath } from "./stops";
import { deskWords } from "./words";
import styles from "./Conflicts.module.css";

/** The field at a path of the contact, past what numbers an item of a list. */
function fieldAt(path: string): DescField {
  let message: DescMessage = ContactSchema;
  let field: DescField | undefined;
  for (const name of path.split(".").filter((part) => !/^\d+$/.test(part))) {
    field = message.fields.find(({ localName }) => localName === name)!;
    message = field.message ?? message;
  }
  return field!;
}

function UnitWords({ unit }: { unit: string }) {
  return useUnitName(unit);
}

// The lists of codes are named as their fields are (config/categories).
function CodeWords({ list, code }: { list: string; code: string }) {
  return useCodeLabel(list)(code);
}

/** One value, as the form itself would show it. */
function One({ field, value }: { field: DescField; value: unknown }) {
  const t = deskWords.use();
  const lang = useLanguage();
  if (field.enum) return label(field.enum, Number(value), lang);
  if (field.message?.typeName === "google.protobuf.Timestamp") return dateTime(Date.parse(String(value)));
  if (field.message) return <Parts type={field.message} values={value as Record<string, unknown>} />;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const { format } = getOption(field, rule);
  if (format === Format.UNIT) return <UnitWords unit={String(value)} />;
  if (format === Format.CODE) return <CodeWords list={field.name} code={String(value)} />;
  return format === Format.DATE ? shownDay(String(value)) : String(value);
}

/** What is said of a place or a person, one after the other. */
function Parts({ type, values }: { type: DescMessage; values: Record<string, unknown> }) {
  const said = type.fields.filter(({ localName }) => !isEmpty(values[localName]));
  return said.map((field, at) => <Fragment key={field.localName}>{at > 0 && ", "}<Said field={field} value={values[field.localName]} /></Fragment>);
}

function Said({ field, value }: { field: DescField; value: unknown }) {
  const t = deskWords.use();
  if (isEmpty(value)) return t("nothing_there");
  if (!Array.isArray(value)) return <One field={field} value={value} />;
  // oxlint-disable-next-line react/no-array-index-key -- it is only shown
  return value.map((item, at) => <Fragment key={at}>{at > 0 && (field.message ? "; " : ", ")}<One field={field} value={item} /></Fragment>);
}

/** To the first choice, wherever the page was scrolled to. */
export const toConflicts = () => document.querySelector<HTMLElement>("[data-conflicts] button")?.focus();

export function Conflicts() {
  const t = deskWords.use();
  const { writing, sheet } = useForm();
  const conflicts = Object.entries(sheet.conflicts ?? {});
  const list = useRef<HTMLUListElement>(null);
  if (conflicts.length === 0) return null;

  /** The keys go on to the next choice, and after the last one to its field, or to the form. */
  function decide(path: string, whose: "ours" | "theirs") {
    flushSync(() => writing.decide(path, whose));
    list.current?.querySelector("button")?.focus();
    if (!list.current) focusPath(path);
    if (document.activeElement === document.body) document.querySelector<HTMLElement>("[data-stops] [data-stop]")?.focus();
  }

  return (
    <Notice icon={IconArrowsSplit2}>
      <p className={styles.why}>{t(sheet.referred ? "conflict_case" : "conflict")}</p>
      <ul ref={list} className={styles.list} data-conflicts>
        {conflicts.map(([path, theirs]) => (
          <li key={path}>
            <p><strong>{fieldName(path)}</strong> {t("theirs")} <q><Said field={fieldAt(path)} value={theirs} /></q></p>
            <div className={styles.choices}>
              <Button variant="default" aria-label={`${t("take_theirs")}: ${fieldName(path)}`} onClick={() => decide(path, "theirs")}>{t("take_theirs")}</Button>
              <Button variant="default" aria-label={`${t("keep_ours")}: ${fieldName(path)}`} onClick={() => decide(path, "ours")}>{t("keep_ours")}</Button>
            </div>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
