// One of many, picked by its words. What was typed and left picks the first that fits; an emptied box is no answer.
import { useState } from "react";
import { matches } from "../words/fold";
import { Combo, type ComboProps, type Option } from "./Combo";
import { Field } from "./Field";
import { partWords } from "./words";

interface Props extends Pick<ComboProps, "box" | "onEntered"> {
  label: string;
  error?: string | undefined;
  options: readonly Option[];
  value: string | undefined;
  onChange(id: string | undefined): void;
}

export function OnePick({ label, error, options, value, onChange, ...combo }: Props) {
  const t = partWords.use();
  const [typed, setTyped] = useState<string>(); // undefined: the box says what is picked
  const offers = typed === undefined ? options : options.filter(({ words }) => matches(words, typed));

  function leave(offer: Option | undefined) {
    if (typed === "") onChange(undefined);
    else if (typed !== undefined && offer) onChange(offer.id);
    setTyped(undefined);
  }

  return (
    <Field label={label} error={error}>
      {(props) => (
        <Combo
          {...combo}
          field={props}
          text={typed ?? options.find(({ id }) => id === value)?.words ?? ""}
          onText={setTyped}
          listLabel={t("picks")}
          offers={offers}
          none={t("picks_nothing")}
          picked={value === undefined ? [] : [value]}
          onPick={(id) => (onChange(id), setTyped(undefined))}
          onLeave={leave}
        />
      )}
    </Field>
  );
}
