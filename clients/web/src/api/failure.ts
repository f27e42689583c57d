// What a call that failed says to people: the server's own sentences where it sent them (hotline.v1.Failure), ours
// where nothing came back.
import { Code, ConnectError } from "@connectrpc/connect";
import { FailureSchema } from "../gen/hotline/v1/error_pb";
import type { Pair } from "../words/words";
import { formPath } from "../contract/paths";

export interface Failure {
  /** Stable, for code: "case_version_changed"; "line_down" and "unknown" are ours. */
  reason: string;
  text: Pair;
  /** By the form's path ("intake.presentState"); the sentence that goes under the field. */
  fields: Record<string, Pair>;
  /** The act was surely not carried out; without this it may have been, and a retry keeps its request_id. */
  refused: boolean;
}

// What is sent again by itself says so where it waits (parts/ConfirmSent, the desk): here nothing is.
const line_down: Pair = [
  "Không có kết nối tới máy chủ. Những gì bạn đã gõ vẫn còn đây. Khi có kết nối, hãy thử lại.",
  "No connection to the server. What you typed is still here. Try again when the line is back.",
];
const slow: Pair = [
  "Máy chủ chưa trả lời kịp. Hãy thử lại; việc này sẽ không bị ghi hai lần.",
  "The server did not answer in time. Try again; nothing is recorded twice.",
];
const unknown: Pair = [
  "Có lỗi ngoài dự kiến. Những gì đã lưu vẫn còn. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị viên.",
  "Something unexpected happened. What was saved is still there. Try again; if it persists, tell an administrator.",
];

/** Nothing came back, or the server is stopping: the same request may be sent again. */
export function isLineDown(error: ConnectError): boolean {
  return error.code === Code.Unavailable || (error.cause instanceof TypeError && error.code !== Code.Canceled);
}

export function failureOf(thrown: unknown): Failure {
  const error = ConnectError.from(thrown);
  const [told] = error.findDetails(FailureSchema);
  if (told) {
    return {
      reason: told.reason,
      text: [told.textVi, told.textEn],
      fields: Object.fromEntries(told.fields.map((field) => [formPath(field.path), [field.textVi, field.textEn] as const])),
      refused: error.code !== Code.Unavailable && error.code !== Code.DeadlineExceeded && error.code !== Code.Internal,
    };
  }
  if (isLineDown(error)) return { reason: "line_down", text: line_down, fields: {}, refused: false };
  if (error.code === Code.DeadlineExceeded) return { reason: "slow", text: slow, fields: {}, refused: false };
  return { reason: "unknown", text: unknown, fields: {}, refused: false };
}
