// Vietnamese first, English by a switch. A screen keeps its words beside itself, both languages of a sentence on one
// line, so that neither can be forgotten:
//
//   export const words = defineWords("queue", { title: ["Ca đang chờ", "Waiting cases"] });
//   const t = words.use();  t("title")          inside a component; follows the switch
//   words.say("title")                          elsewhere
//
// {{name}} stands for a value. English that changes with {{count}}: ["{{count}} ca", { one: …, other: … }].
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
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

void i18next.use(initReactI18next).init({
  lng: language.get(),
  fallbackLng: false,
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false }, // React escapes
  react: { useSuspense: false, bindI18n: "languageChanged" },
});

export function chooseLanguage(next: Language) {
  globalThis.localStorage?.setItem(kept, next);
  language.set(next);
  void i18next.changeLanguage(next);
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
  const [vi, en]: Record<string, string>[] = [{}, {}];
  for (const [key, [inVietnamese, inEnglish]] of Object.entries(table)) {
    vi![key] = inVietnamese;
    if (typeof inEnglish === "string") en![key] = inEnglish;
    else Object.assign(en!, { [`${key}_one`]: inEnglish.one, [`${key}_other`]: inEnglish.other });
  }
  i18next.addResourceBundle("vi", room, vi, true, true);
  i18next.addResourceBundle("en", room, en, true, true);
  return {
    use() {
      const { t } = useTranslation(room);
      return (key: Key, values?: Values) => t(key, values ?? {}) as string;
    },
    both: (key) => [vi![key]!, en![key] ?? en![`${key}_other`]!],
    say: (key: Key, values?: Values) => i18next.t(key, { ...values, ns: room }) as string,
  };
}
