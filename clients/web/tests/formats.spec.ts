// What a form refuses the server refuses, and the other way round: the same samples are put to both, for every form that a
// text of the contract can have (src/contract/rules.ts, server/domain/validation_text.cpp).
import type { DescMessage } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { describe, expect } from "vitest";
import { formPath } from "../src/contract/paths.ts";
import { flawsOf } from "../src/contract/rules.ts";
import { FailureSchema } from "../src/gen/hotline/v1/error_pb.ts";
import { CaseService, ListCasesRequestSchema } from "../src/gen/hotline/v1/case_pb.ts";
import { AddNoteRequestSchema } from "../src/gen/hotline/v1/case_act_pb.ts";
import { CreatePersonRequestSchema, DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { IntakeService, PreviewContactRequestSchema } from "../src/gen/hotline/v1/intake_pb.ts";
import { test } from "./browser.ts";
import { as, type Api, type Login } from "./server.ts";

type Values = Record<string, unknown>;

interface Asked {
  login: Login;
  type: DescMessage;
  path: string;
  /** What is sent is never whole, so that nothing comes of it. */
  of(text: string): Values;
  send(api: Api, values: Values): Promise<unknown>;
  samples: readonly string[];
}

const contact = (path: string, of: (text: string) => Values, samples: readonly string[]): Asked => ({
  login: "operator", type: PreviewContactRequestSchema, path: `contact.${path}`, of: (text) => ({ contact: of(text) }), samples,
  send: (api, values) => api(IntakeService).previewContact(values),
});

/** What no form takes, or only running text: written with care, since a sample nobody sees proves nothing to a reader. */
const anywhere = ["", " ", "\u00a0", "\u3000", "\u2003", "\ufeff", "a\nb", "a\rb", "a\tb", "a\u0000b", "a\u001fb", "a\u007fb", "a\u0085b", "a\u2028b", "a\u2029b", "a\u200bb", "đường số 9", "😀"];
const days = ["2015", "2015-03", "2015-03-26", "1900", "1899", "2200", "2201", "2015-13", "2015-00", "2015-3", "2015-02-29", "2016-02-29", "2015-02-00", "26/03/2015", "hôm qua", "2015-03-26 ", "+2015"];

const asked: Record<string, Asked> = {
  "running text": contact("intake.presentState", (presentState) => ({ intake: { presentState } }), ["x".repeat(4000), "x".repeat(4001), "😀".repeat(4000)]),
  "what may not be left empty": {
    login: "operator", type: AddNoteRequestSchema, path: "text", of: (text) => ({ text, caseId: "", requestId: "" }), send: (api, values) => api(CaseService).addNote(values),
    samples: ["  \n ", " \u00a0\u3000", " .", "\u2003\u2003", "\ufeff"],
  },
  "one line": contact("informant.name", (name) => ({ informant: { name } }), ["x".repeat(120), "x".repeat(121), "ễ".repeat(120), "😀".repeat(121)]),
  "a telephone number": contact("informant.telephone", (telephone) => ({ informant: { telephone } }),
    ["111", "11", "0987 654 321", "+84 (987) 654-321", "0987.654.321", "123456789012345", "1234567890123456", "0987654321x", "0987/654321", "٠١٢٣", "０９８７", "()+-.", "0987\u00a0654"]),
  "a day as far as it is known": contact("intake.child.birthDate", (birthDate) => ({ intake: { child: { birthDate } } }), days),
  "a code of a list": contact("intake.setting", (setting) => ({ intake: { setting } }), ["home", "a.b-c_9", "Home", "nhà", "a b", "a/b", "x".repeat(40), "x".repeat(41)]),
  "a unit": contact("intake.incident.unit", (unit) => ({ intake: { incident: { unit } } }),
    ["07462@2025-07-01", "24@2025-07-01", "VN@1900-01-01", "07462", "07462@", "@2025-07-01", "07462@2025-7-1", "07462@2025-02-30", "07462@2025-13-01", "vn@2025-07-01", "bảo@2025-07-01", "a.b@2025-07-01", "07462@2025-07-01@", " 07462@2025-07-01", "1234567890123@2025-07-01"]),
  "a sign-in name": {
    login: "admin", type: CreatePersonRequestSchema, path: "login", of: (login) => ({ login, name: "" }), send: (api, values) => api(DirectoryService).createPerson(values),
    samples: ["abc", "ab", "nguyen.van-a_1", "Nguyen", "nguyễn", "nguyen van", "a@b.c", "x".repeat(40), "x".repeat(41)],
  },
  "an id of this service": {
    login: "admin", type: CreatePersonRequestSchema, path: "requestId", of: (requestId) => ({ requestId, login: "", name: "" }), send: (api, values) => api(DirectoryService).createPerson(values),
    samples: ["0198f3c2-0000-7000-8000-0000000000aa", "0198F3C2-0000-7000-8000-0000000000AA", "0198f3c2000070008000000000000000", "0198f3c2-0000-7000-8000-0000000000a", "0198f3c2-0000-7000-8000-0000000000ag", "0198f3c2_0000_7000_8000_0000000000aa"],
  },
  "what this service handed out": {
    login: "officer", type: ListCasesRequestSchema, path: "pageToken", of: (pageToken) => ({ pageToken, pageSize: 1000 }), send: (api, values) => api(CaseService).listCases(values),
    samples: ["abc-_=+/~!", "a b", "a\u007f", "đ", "x".repeat(400), "x".repeat(401)],
  },
};

/** Of the text itself; that a place is unknown, or a person, the server alone can say. */
const of_the_text = ["required", "too_long", "too_short", "wrong_format", "control_character"];

/** The fields whose text the server refuses. */
async function refusedBy(send: Promise<unknown>): Promise<string[]> {
  try {
    await send;
    return [];
  } catch (thrown) {
    const [told] = ConnectError.from(thrown).findDetails(FailureSchema);
    expect(told, String(thrown)).toBeDefined();
    return told!.fields.filter(({ reason }) => of_the_text.includes(reason)).map(({ path }) => formPath(path));
  }
}

describe("a form and the server are of one mind about", () => {
  for (const [what, { login, type, path, of, send, samples }] of Object.entries(asked)) {
    test(what, async ({ server }) => {
      const api = await as(server, login);
      const [apart, taken]: [unknown[], boolean[]] = [[], []];
      for (const text of [...samples, ...anywhere]) {
        const here = flawsOf(type, of(text), { partial: path.startsWith("contact.") })[path];
        const there = (await refusedBy(send(api, of(text)))).includes(path);
        if (there !== (here !== undefined)) apart.push({ text, form: here?.key ?? "takes it", server: there ? "refuses it" : "takes it" });
        taken.push(!there);
      }
      expect(apart).toEqual([]);
      expect(new Set(taken).size).toBe(2); // some of either kind: else nothing was compared
    });
  }
});
