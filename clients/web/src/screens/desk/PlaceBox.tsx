// A place as the caller says it, found while it is typed, without marks, by old names too. What is typed is the place's
// own words until a unit is taken, so that nothing is lost where none fits.
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@connectrpc/connect-query";
import { IconMapPin } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { limitsOf } from "../../contract/rules";
import { PlaceSchema } from "../../gen/hotline/record/v1/contact_pb";
import { DirectoryService, FindPlaceRequestSchema } from "../../gen/hotline/v1/directory_pb";
import type { Unit } from "../../gen/hotline/v1/unit_pb";
import { Field } from "../../parts/Field";
import { placedName, unitName } from "../../parts/unit_name";
import { lastDay, shownDay } from "../../time/written_day";
import { useField } from "./desk_context";
import { detailOf, offersOf, type Offer } from "./place";
import { goOn } from "./stops";
import { deskWords } from "./words";
import styles from "./PlaceBox.module.css";

const look_after_ms = 120;

interface PlaceValue {
  [key: string]: unknown;
  unit?: string;
  detail?: string;
}

interface Props {
  path: string;
  label: string;
  asked?: boolean;
  required?: boolean;
}

const Above = ({ unit: { liesIn } }: { unit: Unit }) => (liesIn ? <span className={styles.quiet}>{liesIn}</span> : null);

/** What it was called: the caller knows the district of then, not the commune of today. */
function Former({ unit }: { unit: Unit }) {
  const t = deskWords.use();
  const old = placedName(unit);
  return <span className={styles.quiet}>{unit.endedNotLater ? t("place_not_later", { date: lastDay(unit.validTo), name: old }) : unit.validTo ? t("place_before", { date: shownDay(unit.validTo), name: old }) : old}</span>;
}

function Line({ offer }: { offer: Offer }) {
  const t = deskWords.use();
  const { unit, former, split, by } = offer;
  const old = former && unitName(former);
  return (
    <>
      <span className={styles.name}>{unitName(unit)}</span>
      <Above unit={unit} />
      {by && <span className={styles.quiet}>{t("place_by_part", { part: by })}</span>}
      {old && split === "part" && <span className={styles.quiet}>{t("place_part", { name: old })}</span>}
      {old && split === "unknown" && <span className={styles.quiet}>{t("place_part_unknown", { name: old })}</span>}
      {former && !split && <Former unit={former} />}
    </>
  );
}

function Taken({ unit, onChange }: { unit: string; onChange(): void }) {
  const t = deskWords.use();
  const taken = useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: Infinity }).data?.unit;
  return (
    <div className={styles.taken}>
      <IconMapPin size={20} stroke={1.75} aria-hidden />
      <span className={styles.name}>{taken ? unitName(taken) : unit.split("@")[0]}</span>
      {taken && <Above unit={taken} />}
      <Button variant="subtle" size="compact-md" className={styles.again!} onClick={onChange}>{t("place_change")}</Button>
    </div>
  );
}

const detail_max = limitsOf(PlaceSchema, "detail").maxLength;
const text_max = limitsOf(FindPlaceRequestSchema, "text").maxLength;

export function PlaceBox({ path, label, asked, required = false }: Props) {
  const t = deskWords.use();
  const list = useId();
  const { value, set, error, notKnown } = useField<PlaceValue>(path);
  const box = useRef<HTMLInputElement>(null);
  const text = value?.unit ? "" : (value?.detail ?? "");
  const [asked_for] = useDebouncedValue(text.trim(), look_after_ms);
  const [open, setOpen] = useState(false);
  const [pointed, setPointed] = useState("");
  const [entered, setEntered] = useState(false);
  const { data, isFetching } = useQuery(DirectoryService.method.findPlace, { text: asked_for, limit: 8 }, { enabled: asked_for.length > 1 && !value?.unit });
  const fresh = asked_for === text.trim() && data !== undefined && !isFetching;
  const offers = data && asked_for.length > 1 ? offersOf(data.candidates) : [];
  // Enter takes what the arrows point at; unasked it points at the first only where that is sure.
  const active = pointed ? offers.findIndex(({ key }) => key === pointed) : data?.sure && fresh ? 0 : -1;
  const shown = open && !value?.unit && asked_for.length > 1 && (offers.length > 0 || fresh);

  function take(offer: Offer) {
    set({ unit: offer.unit.unit, detail: detailOf(offer) });
    setOpen(false);
    if (box.current && box.current === document.activeElement) goOn(box.current.closest("[data-place]")!);
  }

  // Enter pressed before the answer came: hands go on at once, and what it would have taken is taken when it is there;
  // where none is sure the words stand as they are, and the box says that a person should look.
  useEffect(() => {
    if (!entered || !fresh) return;
    setEntered(false);
    if (offers[active]) take(offers[active]);
    // oxlint-disable-next-line react/exhaustive-deps -- what `fresh` says came with them
  }, [entered, fresh]);

  useEffect(() => {
    if (pointed) document.getElementById(`${list}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [list, pointed, active]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return; // this Enter ends a word of the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const next = event.key === "ArrowDown" ? active + 1 : active > 0 ? active - 1 : offers.length - 1;
      setPointed(offers[next % offers.length]?.key ?? "");
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!fresh && text.trim().length > 1) {
        setEntered(true);
        return goOn(event.currentTarget.closest("[data-place]")!);
      }
      if (offers[active]) take(offers[active]);
      else goOn(event.currentTarget.closest("[data-place]")!);
    } else if (event.key === "Escape") setOpen(false);
  }

  function change(words: string) {
    set(words ? { detail: words } : undefined);
    setOpen(true);
    setPointed("");
    setEntered(false);
  }

  function again() {
    flushSync(() => set(value?.detail ? { detail: value.detail } : undefined));
    box.current?.focus();
  }

  return (
    <div data-place className={styles.place}>
      {value?.unit ? (
        <>
          <span className={styles.label}>{label}</span>
          <Taken unit={value.unit} onChange={again} />
          <Field label={t("place_detail")}>
            {(props) => <TextInput {...props} data-stop data-path={path} maxLength={detail_max} autoComplete="off" spellCheck={false} value={value.detail ?? ""} onChange={(event) => set({ ...value, detail: event.currentTarget.value })} />}
          </Field>
        </>
      ) : (
        <Field label={label} hint={t("where_hint")} error={error} required={required} {...(asked && { notKnown })}>
          {(props) => (
            <div className={styles.combo}>
              <TextInput
                {...props}
                ref={box}
                data-stop
                data-path={path}
                role="combobox"
                aria-expanded={shown}
                aria-controls={list}
                aria-autocomplete="list"
                aria-activedescendant={shown && offers[active] ? `${list}-${active}` : undefined}
                maxLength={text_max}
                autoComplete="off"
                spellCheck={false}
                value={notKnown.on ? t("place_unknown") : text}
                onChange={(event) => change(event.currentTarget.value)}
                onKeyDown={onKeyDown}
                onFocus={() => setOpen(true)}
                onBlur={() => setOpen(false)}
              />
              {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a hand on it leaves the keys in the box */}
              <div hidden={!shown || offers.length === 0} className={styles.list} onMouseDown={(event) => event.preventDefault()}>
                {data && !data.sure && <p className={styles.unsure} role="status">{t("place_unsure")}</p>}
                <div id={list} role="listbox" aria-label={t("places_found")} className={styles.places}>
                  {offers.map((offer, index) => (
                    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the keys
                    <div key={offer.key} id={`${list}-${index}`} role="option" aria-selected={index === active} className={styles.offer} onClick={() => take(offer)}>
                      <Line offer={offer} />
                    </div>
                  ))}
                </div>
              </div>
              {!open && !entered && fresh && offers.length > 0 && <p className={styles.look} role="status">{t("place_look", { count: offers.length })}</p>}
              {shown && offers.length === 0 && <p className={styles.none} role="status">{t("place_none")}</p>}
            </div>
          )}
        </Field>
      )}
    </div>
  );
}
