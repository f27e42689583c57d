import { Code, ConnectError } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { FailureSchema } from "../gen/hotline/v1/error_pb";
import { failureOf, isLineDown } from "./failure";

test("the server's own sentences are what people read, the fields by the form's paths", () => {
  const detail = create(FailureSchema, {
    reason: "fields_invalid", textVi: "Một số ô chưa đúng.", textEn: "Some fields are not right.",
    fields: [{ path: "contact.intake.present_state", reason: "required", textVi: "Không được để trống.", textEn: "Empty." }],
  });
  const failure = failureOf(new ConnectError("", Code.InvalidArgument, undefined, [{ desc: FailureSchema, value: detail }]));
  expect(failure.text).toEqual(["Một số ô chưa đúng.", "Some fields are not right."]);
  expect(failure.fields).toEqual({ "contact.intake.presentState": ["Không được để trống.", "Empty."] });
  expect(failure.refused).toBe(true);
});

test("a broken line is told from a refusal, and leaves open whether the act was done", () => {
  const gone = ConnectError.from(new TypeError("Failed to fetch"));
  expect(isLineDown(gone)).toBe(true);
  expect(failureOf(gone)).toMatchObject({ reason: "line_down", refused: false });
  expect(failureOf(new ConnectError("", Code.DeadlineExceeded))).toMatchObject({ reason: "slow", refused: false });
  expect(isLineDown(new ConnectError("", Code.NotFound))).toBe(false);
});

test("of a broken line is promised only what happens: the person tries again", () => {
  const { text } = failureOf(ConnectError.from(new TypeError("Failed to fetch")));
  expect(text.map((words) => /hãy thử lại|Try again/.test(words))).toEqual([true, true]);
  expect(text.join(" ")).not.toMatch(/gửi lại|sent again/);
});
