// Our font, where it was never before: fetched when a first screen stands in one that the machine has, since over a slow
// line a child's case would wait for its 30 kB; and taken when another screen is drawn, since in another font lines break
// elsewhere and what somebody reads would move. From then on public/opening.js takes it at once: the browser has it, as a rule.
const kept = "hotline.letters";
const weights = [400, 600] as const;

let here = false;

export async function fetchLetters(): Promise<void> {
  await Promise.all(weights.map((weight) => document.fonts.load(`${weight} 16px "Be Vietnam Pro"`)));
  here = true;
  localStorage.setItem(kept, "1");
}

/** Before another screen is painted. */
export function takeLetters(): void {
  if (here) document.documentElement.dataset.letters = "";
}
