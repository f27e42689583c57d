// An office, found as one types, without marks and by old names too. What was found stands below as plain choices; where
// a commune was split a person chooses among its successors, nobody else does. Enter never sends the form around it: it
// goes to the first of what was found, and there it takes what one stands on.
import { TextInput } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { failureOf } from "../api/failure";
import { limitsOf } from "../contract/rules";
import { DirectoryService, FindPlaceRequestSchema } from "../gen/hotline/v1/directory_pb";
import type { PlaceCandidate, Unit } from "../gen/hotline/v1/unit_pb";
import { lastDay, shownDay } from "../time/written_day";
import { usePick } from "../words/words";
import { Field } from "./Field";
import { placedName, unitName, usePlacedName } from "./unit_name";
import { partWords } from "./words";
import styles from "./UnitPick.module.css";

interface Props {
  label: ReactNode;
  value: string;
  onChange(unit: string): void;
  hint?: string;
  error?: ReactNode;
  required?: boolean;
  /** The unit of the time that was named, for a place; else the office that has it today. */
  asNamed?: boolean;
  /** This unit and what is below it, and nothing else. */
  within?: string;
}

interface Offer {
  unit: Unit;
  /** The old unit by whose name it was found. */
  was?: Unit;
}

function offersOf(candidates: readonly PlaceCandidate[], asNamed: boolean): Offer[] {
  const offers = candidates.flatMap(({ matched, responsible, choices }): Offer[] => {
    const today: Unit[] = responsible ? [responsible] : choices;
    const units = asNamed && matched ? [matched] : today;
    return units.map((unit) => ({ unit, ...(matched && matched.unit !== unit.unit && { was: matched }) }));
  });
  return offers.filter(({ unit }, index) => offers.findIndex((other) => other.unit.unit === unit.unit) === index).slice(0, 6);
}

/** Many offices bear one name: each says where it lies, and of an old one, until when. */
function Line({ offer: { unit, was } }: { offer: Offer }) {
  const t = partWords.use();
  const until = unit.validTo && (unit.endedNotLater ? t("unit_not_later", { date: lastDay(unit.validTo) }) : t("unit_before", { date: shownDay(unit.validTo) }));
  const where = [unit.liesIn, until].filter(Boolean).join(" · ");
  return <span>{unitName(unit)}{where && <small>{where}</small>}{was && <small>{t("unit_was", { name: placedName(was) })}</small>}</span>;
}

function Chosen({ unit }: { unit: string }) {
  const t = partWords.use();
  return <p className={styles.chosen}>{t("unit_chosen", { name: usePlacedName(unit) })}</p>;
}

const isPlainEnter = ({ key, ctrlKey, metaKey, nativeEvent }: KeyboardEvent) => key === "Enter" && !ctrlKey && !metaKey && !nativeEvent.isComposing;

const text_max = limitsOf(FindPlaceRequestSchema, "text").maxLength;

export function UnitPick({ label, value, onChange, hint, error, required, asNamed = false, within = "" }: Props) {
  const t = partWords.use();
  const say = usePick();
  const id = useId();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const found = useQuery(DirectoryService.method.findPlace, { text: asked, within, limit: 6 }, { enabled: asked.length > 1, placeholderData: keepPreviousData, staleTime: 60_000 });
  const offers = asked.length > 1 ? offersOf(found.data?.candidates ?? [], asNamed) : [];
  const list = useRef<HTMLDivElement>(null);
  const settled = asked === text.trim() && !found.isPlaceholderData;
  function onEnter(event: KeyboardEvent) {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    if (settled) list.current?.querySelector("input")?.focus(); // else what stands below answers another word
  }
  return (
    <div className={styles.pick}>
      <Field label={label} error={error} {...(hint && { hint })} {...(required && { required })}>
        {(props) => <TextInput {...props} value={text} placeholder={t("unit_type")} maxLength={text_max} autoComplete="off" onKeyDown={onEnter} onChange={({ currentTarget }) => setText(currentTarget.value)} />}
      </Field>
      {value && <Chosen unit={value} />}
      {offers.length > 0 && (
        <div ref={list} role="radiogroup" aria-label={t("unit_offers")} className={styles.offers}>
          {offers.map((offer) => (
            <label key={offer.unit.unit} className={styles.offer}>
              <input type="radio" name={id} checked={value === offer.unit.unit} onChange={() => onChange(offer.unit.unit)}
                onKeyDown={(event) => isPlainEnter(event) && (event.preventDefault(), onChange(offer.unit.unit))} />
              <Line offer={offer} />
            </label>
          ))}
        </div>
      )}
      {asked.length > 1 && found.isFetched && offers.length === 0 && <p role="status" className={styles.none}>{found.error ? say(failureOf(found.error).text) : t("unit_none")}</p>}
    </div>
  );
}
