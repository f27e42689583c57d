import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { PlaceCandidateSchema, UnitSchema } from "../../gen/hotline/v1/unit_pb";
import { detailOf, offersOf } from "./place";

const unit = (code: string, name: string, kind = "xã") => create(UnitSchema, { unit: `${code}@2025-07-01`, code, name, kind });
const old = (code: string, name: string) => create(UnitSchema, { unit: `${code}@1900-01-01`, code, name, kind: "xã", validTo: "2025-07-01" });

test("an old name leads to today's unit, and stays in the words that the officer reads", () => {
  const [offer] = offersOf([create(PlaceCandidateSchema, { matched: old("07456", "Tam Dị"), responsible: unit("07462", "Bảo Đài"), detail: "thon gia" })]);
  expect(offer!.unit.code).toBe("07462");
  expect(detailOf(offer!)).toBe("thon gia, xã Tam Dị (cũ)");
});

test("a commune that kept its name is not called old", () => {
  const [offer] = offersOf([create(PlaceCandidateSchema, { matched: old("07462", "Bảo Đài"), responsible: unit("07462", "Bảo Đài"), detail: "xom" })]);
  expect(detailOf(offer!)).toBe("xom");
});

test("where a unit was split a person chooses its part, or says that it is not known", () => {
  const offers = offersOf([create(PlaceCandidateSchema, { matched: old("1", "Cũ"), choices: [unit("2", "Một"), unit("3", "Hai")] })]);
  expect(offers.map(({ unit: { code }, split }) => [code, split])).toEqual([["2", "part"], ["3", "part"], ["1", "unknown"]]);
});

test("the same way to the same unit is offered once", () => {
  const candidate = create(PlaceCandidateSchema, { matched: unit("2", "Một"), responsible: unit("2", "Một") });
  expect(offersOf([candidate, candidate]).length).toBe(1);
});

test("where the detail proves the part that unit alone is offered, and says by what", () => {
  const decidedBy = [{ name: "thôn Hạ", fromUnit: "1@1900-01-01", toUnit: "2@2025-07-01", source: "1/QĐ-UBND" }];
  const offers = offersOf([create(PlaceCandidateSchema, { matched: old("1", "Cũ"), responsible: unit("2", "Một"), choices: [unit("2", "Một"), unit("3", "Hai")], detail: "thôn Hạ", decidedBy })]);
  expect(offers.map(({ unit: { code }, by }) => [code, by])).toEqual([["2", "thôn Hạ"]]);
});
