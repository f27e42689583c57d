// People of one or several offices, picked by name: type a part of it without marks, arrows move, Enter picks or drops.
// Those who are picked stand below, each with a button that drops them.
import { Button, TextInput } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { createQueryOptions, useTransport } from "@connectrpc/connect-query";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { label as labelOf } from "../contract/labels";
import { RoleSchema } from "../gen/hotline/record/v1/options_pb";
import { DirectoryService, type Official } from "../gen/hotline/v1/directory_pb";
import { matches } from "../words/fold";
import { useLanguage } from "../words/words";
import { Field } from "./Field";
import { useUnitName } from "./unit_name";
import { partWords } from "./words";
import styles from "./OfficialsPick.module.css";

interface Props {
  label: ReactNode;
  hint?: string;
  error?: string | undefined;
  /** Of which offices; the order in which they are offered. */
  units: readonly string[];
  /** The person at the keys, who is not offered. */
  without?: string;
  value: readonly string[];
  onChange(personIds: string[]): void;
  /** As many as the request takes. */
  max: number;
  /** For the box itself, where a form walks from stop to stop. */
  box?: Record<string, unknown>;
}

interface Offer extends Official {
  unit: string;
}

/** Whoever can sign in at these offices, each once. */
function useOfficials(units: readonly string[]): readonly Offer[] {
  const transport = useTransport();
  return useQueries({
    queries: units.map((unit) => ({ ...createQueryOptions(DirectoryService.method.listOfficials, { unit }, { transport }), staleTime: 60_000 })),
    combine: (answers) => {
      const all = answers.flatMap(({ data }, at) => (data?.officials ?? []).map((official): Offer => ({ ...official, unit: units[at]! })));
      return all.filter(({ personId }, at) => all.findIndex((other) => other.personId === personId) === at);
    },
  });
}

function Who({ offer: { name, roles, unit } }: { offer: Offer }) {
  const lang = useLanguage();
  const office = useUnitName(unit);
  return <span className={styles.who}><strong>{name}</strong> <small>{[roles.map((role) => labelOf(RoleSchema, role, lang)).join(", "), office].join(" · ")}</small></span>;
}

export function OfficialsPick({ label, hint, error, units, without, value, onChange, max, box = {} }: Props) {
  const t = partWords.use();
  const list = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const officials = useOfficials(units);
  const offers = officials.filter(({ name, personId }) => personId !== without && matches(name, text));
  const shown = open && offers.length > 0;
  const full = value.length >= max;
  const at = shown ? `${list}-${active}` : undefined;
  useEffect(() => {
    if (at) document.getElementById(at)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function toggle(personId: string) {
    if (value.includes(personId)) onChange(value.filter((one) => one !== personId));
    else if (!full) onChange([...value, personId]);
    setText("");
    setActive(0);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return; // this Enter ends a word of the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (shown) setActive((now) => (now + (event.key === "ArrowDown" ? 1 : -1) + offers.length) % offers.length);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (shown && offers[active]) toggle(offers[active].personId);
    } else if (event.key === "Escape") setOpen(false);
  }

  return (
    <div className={styles.pick}>
      <Field label={label} error={error} {...(hint && { hint })}>
        {(props) => (
          <div className={styles.combo}>
            <TextInput
              {...props}
              {...box}
              role="combobox"
              aria-expanded={shown}
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={at}
              placeholder={t("officials_type")}
              maxLength={120}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ currentTarget }) => (setText(currentTarget.value), setOpen(true), setActive(0))}
              onKeyDown={onKeyDown}
              onFocus={() => setOpen(true)}
              onBlur={() => setOpen(false)}
            />
            <div id={list} role="listbox" aria-multiselectable aria-label={t("officials")} hidden={!shown} className={styles.list}>
              {offers.map((offer, index) => (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the keys
                <div key={offer.personId} id={`${list}-${index}`} role="option" aria-selected={value.includes(offer.personId)} data-active={index === active || undefined} className={styles.offer} onMouseDown={(event) => event.preventDefault()} onClick={() => toggle(offer.personId)}>
                  <span className={styles.mark} aria-hidden>{value.includes(offer.personId) && <IconCheck size={18} />}</span><Who offer={offer} />
                </div>
              ))}
            </div>
          </div>
        )}
      </Field>
      {open && offers.length === 0 && <p role="status" className={styles.none}>{t(officials.length === 0 ? "officials_none" : "officials_nobody")}</p>}
      {full && <p role="status" className={styles.none}>{t("officials_full", { count: max })}</p>}
      {value.length > 0 && (
        <ul className={styles.picked} aria-label={t("officials_picked")}>
          {value.map((personId) => {
            const offer = officials.find((official) => official.personId === personId);
            return (
              <li key={personId}>
                {offer ? <Who offer={offer} /> : <span className={styles.who}>{t("official_elsewhere")}</span>}
                <Button variant="subtle" color="gray" size="compact-md" leftSection={<IconX size={16} />} onClick={() => toggle(personId)} aria-label={t("official_drop", { name: offer?.name ?? t("official_elsewhere") })}>{t("drop")}</Button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
