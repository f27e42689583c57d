// Drafts that wait beside the form that is open.
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { DraftSchema } from "../../gen/hotline/v1/intake_pb";
import { nearTime } from "../../time/format";
import { language } from "../../words/words";
import { erased_ms, withOwn } from "./waiting_drafts";
import { deskWords } from "./words";

const now_ms = Date.parse("2026-12-22T10:00:00+07:00");
const kept = (until: string) => create(DraftSchema, { keptUntil: timestampFromMs(Date.parse(until)) });
const draft = (draftId: string) => create(DraftSchema, { draftId });

test("a draft tells that it will be erased when less than a week is left, and not before", () => {
  expect(erased_ms(kept("2026-12-29T10:00:00+07:00"), now_ms)).toBeUndefined();
  expect(erased_ms(kept("2026-12-29T09:59:59+07:00"), now_ms)).toBe(Date.parse("2026-12-29T09:59:59+07:00"));
  expect(erased_ms(kept("2026-12-22T09:59:59+07:00"), now_ms)).toBe(Date.parse("2026-12-22T09:59:59+07:00"));
  expect(erased_ms(draft("of a server that does not say"), now_ms)).toBeUndefined();
});

test("it says when, and that going on with it keeps it, in both languages", () => {
  const words = () => deskWords.say("erased_at", { time: nearTime(erased_ms(kept("2026-12-23T08:00:00+07:00"), now_ms)!, now_ms) });
  language.set("vi");
  expect(words()).toBe("sẽ bị xoá lúc 08:00 ngày mai nếu không ai làm tiếp");
  language.set("en");
  expect(words()).toBe("erased at 08:00 tomorrow unless somebody goes on with it");
});

test("one's own drafts are there however many calls of the office came after them, and each once", () => {
  expect(withOwn([draft("call"), draft("mine")], [draft("mine"), draft("older")]).map(({ draftId }) => draftId)).toEqual(["call", "mine", "older"]);
});
