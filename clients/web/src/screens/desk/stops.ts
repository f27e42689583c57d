// From one question to the next, in the order of the form: what Tab reaches, but for buttons that only accompany it.
export function goOn(from: Element) {
  const form = from.closest("[data-stops]");
  if (!form) return;
  const stops = [...form.querySelectorAll<HTMLElement>("[data-stop]:not(:disabled)")];
  const next = stops.find((stop) => !from.contains(stop) && from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  next?.focus();
}

/** The control of a path, to which a flaw sends the person. */
export function focusPath(path: string) {
  const [found] = [path, path.replace(/\.[^.]*$/, "")].map((one) => document.querySelector<HTMLElement>(`[data-path="${one}"]`)).filter(Boolean);
  found?.focus();
}
