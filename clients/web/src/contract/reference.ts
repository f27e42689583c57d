// The lists of codes that the server reads from its configuration: which hold on a day, and their words. A code that no
// list knows stands for itself.
import { useQuery } from "@connectrpc/connect-query";
import { useEffect } from "react";
import type { CodeItem, CodeList } from "../gen/hotline/record/v1/reference_pb";
import { ReferenceService } from "../gen/hotline/v1/reference_pb";
import { createStore } from "../store";
import { isoDate } from "../time/format";
import { useLanguage, type Language } from "../words/words";

const held = createStore<readonly CodeList[]>([]);

/** They change only when the server starts anew. */
const useLists = () => useQuery(ReferenceService.method.listCategories, {}, { staleTime: Infinity, gcTime: Infinity });

/** Empty until they are there. */
export function useCategories(): readonly CodeList[] {
  const { data } = useLists();
  useEffect(() => {
    if (data) held.set(data.lists);
  }, [data]);
  return data?.lists ?? held.get();
}

/** As a screen that is open has them. */
export const categoriesNow = (): readonly CodeList[] => held.get();

/** The list as it held on that day in Vietnam. */
export function listOn(lists: readonly CodeList[], name: string, at_ms: number): CodeList | undefined {
  const day = isoDate(at_ms);
  return lists.find(({ list, validFrom, validTo }) => list === name && validFrom <= day && (validTo === "" || day < validTo));
}

/** Of whatever day: a record keeps its codes when the law changes. */
export function itemOf(lists: readonly CodeList[], name: string, code: string): CodeItem | undefined {
  for (const list of lists.filter((one) => one.list === name).sort((a, b) => b.validFrom.localeCompare(a.validFrom))) {
    const found = list.items.find((item) => item.code === code);
    if (found) return found;
  }
  return undefined;
}

export function codeLabel(lists: readonly CodeList[], name: string, code: string, language: Language): string {
  return itemOf(lists, name, code)?.name?.[language] ?? code;
}

/** The code's words: none while they are asked for, the code itself where they cannot be had. */
export function useCodeLabel(name: string): (code: string) => string {
  const lists = useCategories();
  const { isPending } = useLists();
  const lang = useLanguage();
  return (code) => (isPending && lists.length === 0 ? "" : codeLabel(lists, name, code, lang));
}

/** The items that are asked in this use: those without a use are asked in all. */
export function itemsFor(list: CodeList | undefined, use: string): readonly CodeItem[] {
  return list?.items.filter(({ uses }) => uses.length === 0 || uses.includes(use)) ?? [];
}
