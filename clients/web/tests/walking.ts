// Walking a page with Tab alone: what has the focus shows it and can be seen, everything that can be used is reached, and
// the way leads out again at the end.
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

const stops_max = 400;
const walks_max = 5;
const ring_min_px = 2;

interface Stop {
  id: number;
  words: string;
  fault?: string;
}

/** Runs in the page: what has the focus, and whether it is seen to have it. Nothing when nothing has it. */
function stopHere(ring_min: number): Stop | undefined {
  const here = document.activeElement as HTMLElement | null;
  if (!here || here === document.body || here === document.documentElement) return undefined;
  const known = ((window as unknown as { stops?: Map<Element, number> }).stops ??= new Map());
  const id = known.get(here) ?? known.set(here, known.size).size - 1;
  const words = `${here.tagName.toLowerCase()} "${(here.getAttribute("aria-label") ?? here.closest("label")?.textContent ?? (here.textContent || here.getAttribute("name")) ?? "").trim().slice(0, 40)}"`;
  const shown = here.closest("label") ?? here; // a tick or a choice is as large as its words
  const rings = [getComputedStyle(here), getComputedStyle(here, "::after"), getComputedStyle(shown)];
  if (!rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= ring_min)) return { id, words, fault: "shows no focus" };
  const { left, right, top, bottom } = shown.getBoundingClientRect();
  const columns = [left + 4, (left + right) / 2, right - 4];
  const lines = [top + 4, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2, bottom - 4];
  const seen = columns.some((x) => lines.some((y) => {
    const there = document.elementFromPoint(x, y);
    return there !== null && (shown.contains(there) || there.contains(shown));
  }));
  return seen ? { id, words } : { id, words, fault: "has the focus and lies under something or off the screen" };
}

/** Runs in the page: what can be used and had no focus so far. A group of choices is one stop. */
function unreached(): string[] {
  const known = (window as unknown as { stops?: Map<Element, number> }).stops ?? new Map<Element, number>();
  const groups = new Set([...known.keys()].flatMap((stop) => (stop instanceof HTMLInputElement && stop.type === "radio" ? [stop.name] : [])));
  const root = document.querySelector("dialog:modal") ?? document;
  return [...root.querySelectorAll<HTMLElement>("a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]")]
    .filter((control) => control.tabIndex >= 0 && control.checkVisibility({ visibilityProperty: true }) && !known.has(control))
    .filter((control) => !(control instanceof HTMLInputElement && control.type === "radio" && groups.has(control.name)))
    .map((control) => `${control.tagName.toLowerCase()} "${(control.getAttribute("aria-label") ?? control.textContent ?? "").trim().slice(0, 40)}" is not reached`);
}

/** Runs in the page: the same number as before where nothing that can be used came or went since. */
function shape(): number {
  const page = window as unknown as { shapes?: { controls: Element[]; number: number } };
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const before = page.shapes;
  const same = before && before.controls.length === controls.length && before.controls.every((control, index) => control === controls[index]);
  return (page.shapes = { controls, number: (before?.number ?? 0) + (same ? 0 : 1) }).number;
}

/** The whole page, from its top until the focus leaves it. A page to which something came meanwhile is walked again. */
export async function walk(page: Page, where: string) {
  for (let walks = 1; ; ++walks) {
    const before = await page.evaluate(shape);
    const faults = await walkOnce(page, where);
    if (faults.length === 0) return;
    if (walks === walks_max || (await page.evaluate(shape)) === before) return expect(faults, where).toEqual([]);
  }
}

async function walkOnce(page: Page, where: string): Promise<string[]> {
  const faults: string[] = [];
  const passed = new Set<number>();
  let last: number | undefined;
  let outside = false;
  const inDialog = await page.evaluate(() => {
    (window as unknown as { stops?: Map<Element, number> }).stops = new Map();
    if (document.querySelector("dialog:modal")) return true;
    document.body.tabIndex = -1; // the way begins at the top of the page
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return false;
  });
  for (let stops = 0; ; ++stops) {
    expect(stops, `${where}: the way has no end`).toBeLessThan(stops_max);
    if (stops > 0 || !inDialog) await page.keyboard.press("Tab"); // a dialog has the focus when it opens
    const stop = await page.evaluate(stopHere, ring_min_px);
    if (!stop && inDialog && !outside) {
      outside = true; // to the browser's own controls, and back in at the top
      continue;
    }
    if (stop && stop.id === last) continue; // day, month and year of one field
    last = stop?.id;
    if (!stop || (passed.has(stop.id) && stop.id === 0)) break;
    if (passed.has(stop.id)) {
      faults.push(`${stop.words} comes twice: a trap`);
      break;
    }
    passed.add(stop.id);
    if (stop.fault) faults.push(`${stop.words} ${stop.fault}`);
  }
  return [...faults, ...(await page.evaluate(unreached))];
}

export const hasFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Onwards by Tab until it has the focus. */
export async function tabTo(page: Page, target: Locator) {
  await target.first().waitFor({ state: "attached" });
  for (let stops = 0; stops < stops_max; ++stops) {
    if (await hasFocus(target.first())) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there");
}

/** By the palette, typed without marks. */
export async function goBy(page: Page, words: string, title: string | RegExp) {
  await page.keyboard.press("Control+k");
  await expect.poll(() => hasFocus(page.getByRole("dialog").getByRole("combobox"))).toBe(true);
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}
