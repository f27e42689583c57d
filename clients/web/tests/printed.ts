// What a page of the application sends to a printer, as the printer gets it: the size of the paper and its margins are what
// the page itself asks for (`@page`), and where it asks for nothing Chromium takes its own, which is no A4.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface Printed {
  /** Of each page, in millimetres. */
  sheets: readonly (readonly [width: number, height: number])[];
}

export const a4 = [210, 297] as const;

const mm = (points: string) => Math.round((Number(points) / 72) * 25.4);

/** Kept as tests/shots/<name>.pdf, to be looked at. */
export async function printed(page: Page, name: string): Promise<Printed> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const shots = join(import.meta.dirname, "shots");
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(shots, `${name}.pdf`), pdf);
  const text = pdf.toString("latin1");
  const pages = [...text.matchAll(/\/Type\s*\/Page\b[^]*?\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return { sheets: pages.map(([, width, height]) => [mm(width!), mm(height!)]) };
}

/** How far from the left edge of the paper the page wants what it prints to begin, in millimetres; undefined: as the browser has it. */
export const leftMargin = (page: Page): Promise<number | undefined> =>
  page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).filter((rule): rule is CSSPageRule => rule instanceof CSSPageRule);
    const said = rules.find(({ selectorText }) => selectorText === "")?.style.marginLeft;
    return said ? Number.parseFloat(said) : undefined;
  });
