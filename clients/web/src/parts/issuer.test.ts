import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { UnitLevel, UnitSchema } from "../gen/hotline/v1/unit_pb";
import { issuerOf, recipient, signerOf } from "./issuer";

const unit = (of: MessageInitShape<typeof UnitSchema>) => create(UnitSchema, of as object);

test("a people's committee is dated where it is, whatever its list says of a seat", () => {
  const commune = issuerOf(unit({ level: UnitLevel.COMMUNE, kind: "xã", name: "Bảo Đài", seat: "Hà Nội" }));
  expect([commune.place, ...commune.office, commune.head]).toEqual(["Bảo Đài", "ỦY BAN NHÂN DÂN", "XÃ BẢO ĐÀI", "CHỦ TỊCH"]);
});

test("an office of no one place is dated where it sits, and by a pen where nobody has said where", () => {
  const helpline = { level: UnitLevel.HELPLINE, kind: "tổng đài", name: "Tổng đài quốc gia bảo vệ trẻ em" };
  expect(issuerOf(unit({ ...helpline, seat: "Hà Nội" })).place).toBe("Hà Nội");
  expect(issuerOf(unit(helpline)).place).toBe("……………");
  expect(issuerOf(undefined).place).toBe("");
});

test("a ministry is no people's committee", () => {
  const ministry = unit({ level: UnitLevel.MINISTRY, kind: "bộ", name: "Bộ Y tế", seat: "Hà Nội" });
  expect(issuerOf(ministry)).toMatchObject({ office: ["BỘ Y TẾ"], place: "Hà Nội", head: "BỘ TRƯỞNG" });
  expect(recipient(ministry)).toBe("Bộ Y tế");
  expect(recipient(unit({ level: UnitLevel.PROVINCE, kind: "tỉnh", name: "Bắc Ninh" }))).toBe("Ủy ban nhân dân tỉnh Bắc Ninh");
});

test("whoever signs for the head signs as one who was authorised, and not as a deputy head that nobody made them", () => {
  const commune = issuerOf(unit({ level: UnitLevel.COMMUNE, kind: "xã", name: "Bảo Đài" }));
  expect(signerOf(commune, false)).toBe("CHỦ TỊCH");
  expect(signerOf(commune, true)).toBe("TUQ. CHỦ TỊCH\n……………");
});
