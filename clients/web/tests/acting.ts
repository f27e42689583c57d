// Acting on a case page as a person does: opening an act's form, answering, sending.
import type { Page } from "playwright-core";

/** Opens the form of an act, wherever it stands. */
export async function begin(page: Page, id: string) {
  const act = page.locator(`[data-act="${id}"]`);
  const folded = page.locator(`details:not([open]):has([data-act="${id}"]) > summary`);
  await act.waitFor({ state: "attached" });
  if (await folded.count()) await folded.click();
  await act.click();
}

/** The button that sends the open form. */
export const send = (page: Page, words: string) => page.locator("form").getByRole("button", { name: words }).click();

/** Waits for the page to say that the act is durable. */
export const saved = (page: Page, what: string) => page.getByRole("alert").filter({ hasText: `${what} · đã lưu trên máy chủ` }).waitFor();

/** One answer of a question with a few. */
export const pick = (page: Page, question: string | RegExp, answer: string) => page.getByRole("group", { name: question }).getByText(answer, { exact: true }).click();
