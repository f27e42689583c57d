// Numbers as each language writes them: a count, a share in percent, a difference.
import type { Language } from "../words/words";

const locales = { vi: "vi-VN", en: "en-GB" } as const;
export const numberWords = (n: number, lang: Language): string => n.toLocaleString(locales[lang]);

/** Never "100 %" of what is not whole: one late of two hundred would be read as none. */
export function percentWords(share: number, lang: Language): string {
  const told = share > 99 && share < 100 ? 99 : share;
  return `${told.toLocaleString(locales[lang], { maximumFractionDigits: told > 0 && told < 10 ? 1 : 0 })}\u00a0%`;
}

/** With its sign, a true minus. */
export const differenceWords = (n: number, lang: Language): string => (n === 0 ? "0" : `${n > 0 ? "+" : "−"}${numberWords(Math.abs(n), lang)}`);
