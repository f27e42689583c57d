// What a page's layout owes to whoever enlarges it (WCAG 1.4.4, 1.4.10, 1.4.12): no sideways scrolling, and no letter
// cut off by its box, hanging out of its button, or off the screen.
import type { Page } from "playwright-core";

const looks_max = 40;
const tolerance_px = 2;
/** Letters reach above and below their line; a box that is cut there by less loses no mark of a Vietnamese letter. */
const line_tolerance_px = 4;
/** The longest word that must stand on one line; spaced wide, a longer one may need more than a telephone has. */
const whole_letters_max = { plain: 16, spaced: 6 };

/** Runs in the page. Each answer names the words and what is wrong with them. */
function faultsIn({ side, line, letters }: { side: number; line: number; letters: number }): string[] {
  const faults: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} px wide on a screen of ${innerWidth}`);
  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element)!;

  function shown(of: Element): boolean {
    if (!of.checkVisibility({ contentVisibilityAuto: true })) return false; // a row that is laid out when it comes into sight
    for (let at: Element | null = of; at; at = at.parentElement) {
      const style = styleOf(at);
      if (style.visibility === "hidden" || style.clipPath.startsWith("inset(50%") || style.opacity === "0") return false; // for a screen reader alone
    }
    return true;
  }

  function faultOf(box: DOMRect, of: Element): string | undefined {
    // What a box scrolls in one direction can be brought into sight; in the other it is held to all that stands around it.
    let [sideways, lengthways] = [false, false];
    for (let at: Element | null = of; at; at = at.parentElement) {
      const style = styleOf(at);
      const bounds = at.getBoundingClientRect();
      const beside = !sideways && (box.right > bounds.right + side || box.left < bounds.left - side);
      const beyond = !lengthways && (box.bottom > bounds.bottom + line || box.top < bounds.top - line);
      if (/hidden|clip/.test(style.overflowX) && beside) return "cut off at the side";
      if (/hidden|clip/.test(style.overflowY) && beyond) return "cut off above or below";
      if (at.matches("button, kbd, .mantine-Button-root, [role=menuitem], [role=option], legend") && (beside || beyond)) return `hanging out of <${at.tagName.toLowerCase()}>`;
      if (at === document.documentElement || at === document.body) continue;
      sideways ||= /auto|scroll/.test(style.overflowX);
      lengthways ||= /auto|scroll/.test(style.overflowY);
    }
    return !sideways && (box.right > innerWidth + side || box.left < -side) ? "off the screen" : undefined;
  }

  /** A word whose letters stand on two lines; one that is longer than most may be parted where it must. */
  function brokenWord(text: Node): string | undefined {
    for (const { 0: word, index } of text.textContent!.matchAll(/[\p{L}\p{M}]+/gu)) {
      if (word.length > letters) continue;
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0).map(({ top }) => Math.round(top));
      if (new Set(lines).size > 1) return word;
    }
    return undefined;
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const words = text.textContent!.trim();
    if (!words || !text.parentElement || text.parentElement.closest("script, style, option, dialog:not([open])")) continue;
    if (!shown(text.parentElement)) continue;
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()];
    const broken = boxes.length > 1 && !text.parentElement.closest("code") && brokenWord(text);
    if (broken) faults.push(`"${broken}" is broken inside: "${words.slice(0, 60)}"`);
    for (const box of boxes) {
      if (box.width === 0 || box.height === 0) continue;
      const fault = faultOf(box, text.parentElement);
      if (!fault) continue;
      faults.push(`"${words.slice(0, 60)}" is ${fault}`);
      break;
    }
  }
  return [...new Set(faults)];
}

/** Two frames. */
export const drawn = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Of a page at rest: rows that are placed by their measured height are placed again in the frames after they grew. */
export async function layoutFaults(page: Page): Promise<string[]> {
  for (let looks = 1; ; ++looks) {
    await drawn(page);
    const faults = await page.evaluate(faultsIn, { side: tolerance_px, line: line_tolerance_px, letters: whole_letters_max[await isSpaced(page) ? "spaced" : "plain"] });
    if (faults.length === 0 || looks === looks_max) return faults;
  }
}

const isSpaced = (page: Page) => page.evaluate(() => document.adoptedStyleSheets.length > 0);

/** The spacing that WCAG 1.4.12 lets a reader set: through the object model, as the page's policy wants it. */
export async function spacedText(page: Page, on: boolean) {
  await page.evaluate((wanted) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = wanted ? [sheet] : [];
  }, on);
}
