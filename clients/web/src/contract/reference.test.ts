// A list holds for its time; a record keeps the codes of the time in which it was made.
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { CodeListSchema } from "../gen/hotline/record/v1/reference_pb";
import { codeLabel, itemsFor, listOn } from "./reference";

const lists = [
  create(CodeListSchema, { list: "groups", validTo: "2017-06-01", items: [{ code: "street_child", name: { vi: "lang thang", en: "street child" } }, { code: "disabled", name: { vi: "tàn tật", en: "disabled (old)" } }] }),
  create(CodeListSchema, { list: "groups", validFrom: "2017-06-01", items: [{ code: "disabled", name: { vi: "khuyết tật", en: "disabled" }, uses: ["specific"] }] }),
];

test("the day in Vietnam decides which list holds", () => {
  expect(listOn(lists, "groups", Date.parse("2017-05-31T16:59:59Z"))).toBe(lists[0]);
  expect(listOn(lists, "groups", Date.parse("2017-05-31T17:00:00Z"))).toBe(lists[1]);
  expect(listOn(lists, "others", Date.now())).toBeUndefined();
});

test("a code that no longer holds keeps its words, and one that nobody knows stands for itself", () => {
  expect(codeLabel(lists, "groups", "street_child", "vi")).toBe("lang thang");
  expect(codeLabel(lists, "groups", "disabled", "en")).toBe("disabled");
  expect(codeLabel(lists, "groups", "unheard_of", "vi")).toBe("unheard_of");
});

test("an item is asked where its use says so", () => {
  expect(itemsFor(lists[1], "initial")).toEqual([]);
  expect(itemsFor(lists[1], "specific").map(({ code }) => code)).toEqual(["disabled"]);
  expect(itemsFor(lists[0], "initial").length).toBe(2);
});
