// What the page needs to know of one act: its words, what its form holds at first, and what is asked in it. Whether it
// is offered, the case itself says (CaseDetail.possible).
import type { DescMessage, DescMethodUnary } from "@bufbuild/protobuf";
import type { TablerIcon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import type { Pair } from "../../words/words";
import { messageOf, type Values } from "./values";

export interface ActOffer {
  /** The method's name; several forms of one method tell themselves apart by what stands behind a dot. */
  id: string;
  words: Pair;
  icon: TablerIcon;
  /** Besides being possible: whether it belongs to the case as it stands. */
  fits?: (detail: CaseDetail) => boolean;
}

export interface ActAsked {
  method: DescMethodUnary;
  /** On the button that sends it. */
  send: Pair;
  /** What follows from it, before it is sent. */
  lead?: Pair;
  initial: (detail: CaseDetail) => Values;
  /** The body proposes what is missing: the form is entered at the button that sends it. */
  proposes?: (detail: CaseDetail) => boolean;
  Body?: ComponentType;
  /** The body's own answers send it. */
  sendsItself?: true;
  /** Lists from which nothing of another may be lost: where both changed one, theirs is added to ours. */
  joins?: readonly string[];
  /** What is sent, where it is not simply what stands in the form. */
  request?: (values: Values, before: Values, detail: CaseDetail) => Values;
  /** What the request's descriptors cannot say. */
  check?: (values: Values, before: Values) => Record<string, string>;
}

export type ActSpec = ActOffer & ActAsked;

/** What the page fills in and no form shows. */
export const filled = ["requestId", "caseId", "expectedVersion", "referralId"] as const;

export const methodOf = (id: string) => id.split(".")[0]!;

/** The request, without its request_id. */
export function requestOf(spec: ActSpec, detail: CaseDetail, version: number, values: Values, before: Values): Record<string, unknown> {
  const said = spec.request ? spec.request(values, before, detail) : values;
  const type: DescMessage = spec.method.input;
  const referral = type.fields.some(({ localName }) => localName === "referralId") ? { referralId: detail.row?.referral?.referralId ?? "" } : {};
  return { ...messageOf(type, said), ...referral, caseId: detail.row?.caseId ?? "", expectedVersion: version };
}
