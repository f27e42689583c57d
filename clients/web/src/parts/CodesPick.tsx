// Codes of one of the configured lists, picked by their words; what the law of that day has is offered.
import { itemOf, listOn, useCategories } from "../contract/reference";
import { cited } from "../words/citation";
import { useLanguage } from "../words/words";
import { ManyPick, type ManyPickProps } from "./ManyPick";
import { partWords } from "./words";

interface Props extends Pick<ManyPickProps, "error" | "onChange" | "max" | "box"> {
  list: string;
  value: readonly string[];
  /** The day of which the law decides which list holds. */
  at_ms: number;
  hint?: string;
}

export function CodesPick({ list, value, at_ms, hint, ...props }: Props) {
  const t = partWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const holds = listOn(lists, list, at_ms);
  if (!holds) return null;
  const group = (code: string) => holds.groups.find((one) => one.code === code)?.name?.[lang];
  const items = [...holds.items, ...value.flatMap((code) => (holds.items.some((item) => item.code === code) ? [] : itemOf(lists, list, code) ?? []))];
  const options = items.map(({ code, name, group: of, article }) => ({ id: code, words: name?.[lang] ?? code, note: (group(of) ?? cited(article, lang)) || "" }));
  const title = holds.name?.[lang] ?? list;
  return <ManyPick {...props} label={title} hint={hint ?? cited(holds.source, lang)} options={options} value={value} placeholder={t("codes_type")} listLabel={title} none={t("codes_none")} stranger={t("code_unknown")} />;
}
