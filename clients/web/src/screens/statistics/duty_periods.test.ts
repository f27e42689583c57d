import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ReportDutySchema } from "../../gen/hotline/record/v1/report_pb";
import { periodsOf } from "./duty_periods";

const half = (first: string, last: string, before: string) => ({ first, last, before });
const duty = (from: string, until: string, periods: ReturnType<typeof half>[], monthBeforeDay = 0) => create(ReportDutySchema, { from, until, periods, monthBeforeDay });

test("the periods are those of the first duty in force that has any, in the order in which they end in a year", () => {
  const duties = [
    duty("2015-03-26", "2025-07-01", [half("04-01", "09-30", "10-30"), half("10-01", "03-31", "04-20")]),
    duty("2025-07-01", "", [half("07-01", "12-31", "01-20"), half("01-01", "06-30", "07-20")]),
  ];
  expect(periodsOf(duties, "2020-01-01").map(({ last }) => last)).toEqual(["03-31", "09-30"]);
  expect(periodsOf(duties, "2025-07-01").map(({ last }) => last)).toEqual(["06-30", "12-31"]);
  expect(periodsOf(duties, "2014-01-01")).toEqual([]);
  expect(periodsOf([duty("2015-03-26", "", [], 10)], "2020-01-01")).toEqual([]);
});
