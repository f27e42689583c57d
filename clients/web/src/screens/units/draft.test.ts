import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { UnitLevel, UnitSchema } from "../../gen/hotline/v1/unit_pb";
import { emptyDraft, flawsOfDraft, rowsOf, type Draft } from "./draft";

const tam_di = create(UnitSchema, { unit: "07456@2004-07-08", code: "07456", validFrom: "2004-07-08", level: UnitLevel.COMMUNE, kind: "xã", name: "Tam Dị", parent: "218@2004-07-08" });
const draft: Draft = { ...emptyDraft, day: "2027-01-01", ends: [tam_di.unit], targets: ["07459@2004-07-08"], source: 'NQ "12"' };

describe("a change that lies ahead", () => {
  test("ends an office as a part of one that goes on", () => {
    expect(rowsOf(draft, [tam_di]).split("\n")[1]).toBe('"07456","2004-07-08","2027-01-01","commune","xã","Tam Dị","","07459@2004-07-08","NQ ""12"""');
    expect(rowsOf(draft, [tam_di]).trimEnd().split("\n").length).toBe(2);
  });

  test("makes the new office where the old one stands", () => {
    const rows = rowsOf({ ...draft, follows: "new", code: "7462", kind: "xã", name: " Bảo Đài " }, [tam_di]).split("\n");
    expect(rows[1]).toContain('"07462@2027-01-01"');
    expect(rows[2]).toBe('"07462","2027-01-01","","commune","xã","Bảo Đài","218@2004-07-08","","NQ ""12"""');
  });

  test("names every field that stands in the way", () => {
    expect(flawsOfDraft(draft)).toEqual([]);
    expect(flawsOfDraft(emptyDraft)).toEqual(["day", "ends", "target"]);
    expect(flawsOfDraft({ ...draft, follows: "several" })).toEqual(["targets"]);
    expect(flawsOfDraft({ ...draft, targets: [tam_di.unit] })).toEqual(["itself"]);
    expect(flawsOfDraft({ ...draft, follows: "new", code: "12a" })).toEqual(["code", "name"]);
  });
});
