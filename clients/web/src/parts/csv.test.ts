import { expect, test } from "vitest";
import { csvOf, fileName } from "./csv";

const text = (rows: Parameters<typeof csvOf>[0]) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(csvOf(rows));

test("a file begins with its mark, and quotes what needs it", () => {
  expect(text([["Mục", "Số lượng"], ['xã "Bảo Đài", huyện', 12], ["ẩn", undefined]])).toBe('\ufeffMục,Số lượng\r\n"xã ""Bảo Đài"", huyện",12\r\nẩn,\r\n');
});

test("no cell is a formula", () => {
  expect(text([["=1+1", "@x", "-2", -2]])).toBe("\ufeff'=1+1,'@x,'-2,-2\r\n");
});

test("a file is named by office and days alone", () => {
  expect(fileName("thong-ke", "07462@2025-07-01", { from: "2026-01-01", to: "2026-06-30" }, true)).toBe("thong-ke_07462_2026-01-01_2026-06-30_cong-bo.csv");
  expect(fileName("thong-ke", "", { from: "2026-01-01", to: "2026-06-30" }, false)).toBe("thong-ke_2026-01-01_2026-06-30.csv");
});
