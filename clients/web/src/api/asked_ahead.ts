// The first question of a page, who is signed in, leaves before this script is here (public/opening.js). Its answer is
// taken once, in the place of the same call.
declare global {
  interface Window {
    hotlineWho?: Promise<Response>;
  }
}

const aborted = (signal: AbortSignal | null | undefined) => new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));

/** The answer that was asked for ahead, without its time: it may have waited for us. Undefined where there is none. */
export async function askedAhead(address: string, signal: AbortSignal | null | undefined): Promise<Response | undefined> {
  const asked = address.endsWith("/hotline.v1.SessionService/WhoAmI") ? globalThis.window?.hotlineWho : undefined;
  if (!asked) return undefined;
  delete window.hotlineWho;
  try {
    const { status, statusText, headers: told, body } = await Promise.race([asked, aborted(signal)]);
    const headers = new Headers(told);
    headers.delete("date");
    return new Response(body, { status, statusText, headers });
  } catch {
    return undefined;
  }
}
