// An office, found as one types, without marks and by old names too. What was found stands below as plain choices; where
// a commune was split a person chooses among its successors, nobody else does.
import { TextInput } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useId, useState, type ReactNode } from "react";
import { failureOf } from "../api/failure";
import { limitsOf } from "../contract/rules";
import { DirectoryService, FindPlaceRequestSchema } from "../gen/hotline/v1/directory_pb";
import type { PlaceCandidate, Unit } from "../gen/hotline/v1/unit_pb";
import { usePick } from "../words/words";
import { Field } from "./Field";
import { unitName, useUnitName } from "./unit_name";
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
  unit: string;
  name: string;
  was: string;
}

function offersOf(candidates: readonly PlaceCandidate[], asNamed: boolean): Offer[] {
  const offers = candidates.flatMap(({ matched, responsible, choices }): Offer[] => {
    const today: Unit[] = responsible ? [responsible] : choices;
    const units = asNamed && matched ? [matched] : today;
    return units.map((unit) => ({ unit: unit.unit, name: unitName(unit), was: matched && matched.unit !== unit.unit ? unitName(matched) : "" }));
  });
  return offers.filter(({ unit }, index) => offers.findIndex((other) => other.unit === unit) === index).slice(0, 6);
}

const text_max = limitsOf(FindPlaceRequestSchema, "text").maxLength;

export function UnitPick({ label, value, onChange, hint, error, required, asNamed = false, within = "" }: Props) {
  const t = partWords.use();
  const say = usePick();
  const id = useId();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const chosen = useUnitName(value || undefined);
  const found = useQuery(DirectoryService.method.findPlace, { text: asked, within, limit: 6 }, { enabled: asked.length > 1, placeholderData: keepPreviousData, staleTime: 60_000 });
  const offers = asked.length > 1 ? offersOf(found.data?.candidates ?? [], asNamed) : [];
  return (
    <div className={styles.pick}>
      <Field label={label} error={error} {...(hint && { hint })} {...(required && { required })}>
        {(props) => <TextInput {...props} value={text} placeholder={t("unit_type")} maxLength={text_max} autoComplete="off" onChange={({ currentTarget }) => setText(currentTarget.value)} />}
      </Field>
      {value && <p className={styles.chosen}>{t("unit_chosen", { name: chosen })}</p>}
      {offers.length > 0 && (
        <div role="radiogroup" aria-label={t("unit_offers")} className={styles.offers}>
          {offers.map((offer) => (
            <label key={offer.unit} className={styles.offer}>
              <input type="radio" name={id} checked={value === offer.unit} onChange={() => onChange(offer.unit)} />
              <span>{offer.name}{offer.was && <small>{t("unit_was", { name: offer.was })}</small>}</span>
            </label>
          ))}
        </div>
      )}
      {asked.length > 1 && found.isFetched && offers.length === 0 && <p role="status" className={styles.none}>{found.error ? say(failureOf(found.error).text) : t("unit_none")}</p>}
    </div>
  );
}
