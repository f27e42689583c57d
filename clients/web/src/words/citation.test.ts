import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cited } from "./citation";

test.each([
  ["Luật Trẻ em số 102/2016/QH13, điều 10 khoản 1", "Children Law 102/2016/QH13, article 10 clause 1"],
  ["NĐ 56/2017/NĐ-CP, điều 26.3", "Decree 56/2017/NĐ-CP, article 26.3"],
  ["NĐ 56/2017/NĐ-CP, Mẫu số 02 và Mẫu số 03", "Decree 56/2017/NĐ-CP, Form 02 and Form 03"],
  ["TT 13/2021/TT-BLĐTBXH, chỉ tiêu 0101", "Circular 13/2021/TT-BLĐTBXH, indicator 0101"],
  ["điểm đ", "point đ"],
  ["Child Helpline International (CHI)", "Child Helpline International (CHI)"],
])("a citation is read in both languages: %s", (vi, en) => {
  expect([cited(vi, "vi"), cited(vi, "en")]).toEqual([vi, en]);
});

test("no word of a citation of the shipped lists and deadlines stays Vietnamese in English", () => {
  const config = join(import.meta.dirname, "../../../../config");
  const files = ["deadlines.toml", ...readdirSync(join(config, "categories")).map((name) => join("categories", name))];
  const cites = files.flatMap((name) => [...readFileSync(join(config, name), "utf8").matchAll(/^(?:source|article) = "(.+?)"/gm)].map(([, text]) => text!));
  expect(cites.length).toBeGreaterThan(10);
  // Letters of points and the signs behind a number are the text's own.
  const foreign = cites.map((text) => cited(text, "en")).filter((text) => /[À-ỹ]/.test(text.replace(/point \p{L}/gu, "").replace(/\/\S+/g, "")));
  expect(foreign).toEqual([]);
});
