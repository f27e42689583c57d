// Vietnamese first, English by a switch. A screen keeps its words beside itself, both languages of a sentence on one
// line, so that neither can be forgotten:
//
//   export const words = defineWords("queue", { title: ["Ca đang chờ", "Waiting cases"] });
//   const t = words.use();  t("title")          inside a component; follows the switch
//   words.say("title")                          elsewhere
//
// {{name}} stands for a value. English that changes with {{count}}: ["{{count}} ca", { one: …, other: … }].
import i18next from "i18next";
import { createStore, useStore } from "../store";

export type Language = "vi" | "en";
export type Pair = readonly [vi: string, en: string];
type Entry = readonly [vi: string, en: string | { one: string; other: string }];
type Values = Record<string, string | number>;

const kept = "hotline.language";

function firstLanguage(): Language {
  return globalThis.localStorage?.getItem(kept) === "en" ? "en" : "vi";
}

export const language = createStore<Language>(firstLanguage());

void i18next.init({
  fallbackLng: false,
  initAsync: false,
  resources: {},
  // Words have plain keys: without these every look-up tries the key as a path first, a seventh of a page's first drawing.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // React escapes
});

export function chooseLanguage(next: Language) {
  globalThis.localStorage?.setItem(kept, next);
  language.set(next);
  if (globalThis.document) document.documentElement.lang = next;
}

export function useLanguage(): Language {
  return useStore(language);
}

/** One of two sentences that stand side by side, as the server's failures and the commands bring them. */
export function pick([vi, en]: Pair, lang: Language = language.get()): string {
  return lang === "vi" ? vi : en;
}

export function usePick(): (pair: Pair) => string {
  const now = useLanguage();
  return (pair) => pick(pair, now);
}

export interface Words<Key extends string> {
  use(): (key: Key, values?: Values) => string;
  say(key: Key, values?: Values): string;
  /** As it stands, for a command. */
  both(key: Key): Pair;
}

export function defineWords<const T extends Record<string, Entry>>(room: string, table: T): Words<keyof T & string> {
  type Key = keyof T & string;
  const spoken: Record<Language, Record<string, string>> = { vi: {}, en: {} };
  for (const [key, [inVietnamese, inEnglish]] of Object.entries(table)) {
    spoken.vi[key] = inVietnamese;
    if (typeof inEnglish === "string") spoken.en[key] = inEnglish;
    else Object.assign(spoken.en, { [`${key}_one`]: inEnglish.one, [`${key}_other`]: inEnglish.other });
  }
  for (const lang of ["vi", "en"] as const) i18next.addResourceBundle(lang, room, spoken[lang], true, true);
  // Most sentences hold no value: those need no look-up but this one.
  const say = (key: Key, values?: Values) => {
    const lang = language.get();
    return (!values && spoken[lang][key]) || i18next.t(key, { ...values, ns: room, lng: lang });
  };
  return {
    use() {
      useLanguage();
      return say;
    },
    both: (key) => [spoken.vi[key]!, spoken.en[key] ?? spoken.en[`${key}_other`]!],
    say,
  };
}
