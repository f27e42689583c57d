// Words as people type them in a hurry: without marks or case, đ as d.
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

const between = /[^\p{L}\p{N}]+/u;

/** Every word of the query begins a word of the text: "ca cho" finds "Ca đang chờ". */
export function matches(text: string, query: string): boolean {
  const words = fold(text).split(between);
  return fold(query).split(between).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}
