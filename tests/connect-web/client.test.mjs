// The contract as browsers see it: a generated TypeScript client on Connect's own fetch transport, JSON and binary,
// unary and streams, against the real server. Node's test runner; the server's address and password come in from run.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { AuditService } from "./gen/hotline/v1/audit_pb.js";
import { DirectoryService } from "./gen/hotline/v1/directory_pb.js";
import { FailureSchema } from "./gen/hotline/v1/error_pb.js";
import { IntakeService } from "./gen/hotline/v1/intake_pb.js";
import { ReferralService } from "./gen/hotline/v1/referral_pb.js";
import { SessionService } from "./gen/hotline/v1/session_pb.js";
import { Role } from "./gen/hotline/record/v1/options_pb.js";
import { AbuseType, CallType, Channel, ContactClass } from "./gen/hotline/record/v1/contact_pb.js";

const [baseUrl, firstPassword] = [process.env.HOTLINE_URL, process.env.HOTLINE_PASSWORD];

function requestId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function as(token, useBinaryFormat = false) {
  const interceptors = [(next) => (request) => {
    if (token) request.header.set("Authorization", `Bearer ${token}`);
    return next(request);
  }];
  const transport = createConnectTransport({ baseUrl, useBinaryFormat, interceptors });
  return (service) => createClient(service, transport);
}

async function firstSignIn(login, oneTime) {
  const { token } = await as()(SessionService).signIn({ requestId: requestId(), login, password: oneTime });
  await as(token)(SessionService).changePassword({ requestId: requestId(), oldPassword: oneTime, newPassword: `một câu dễ nhớ của ${login}` });
  return token;
}

const admin = await firstSignIn("admin", firstPassword);

async function person(login, unit, role) {
  const made = await as(admin)(DirectoryService).createPerson({ requestId: requestId(), login, name: login, memberships: [{ unit, role }] });
  return firstSignIn(login, made.oneTimePassword);
}

const place = (await as(admin)(DirectoryService).findPlace({ text: "xa tam di luc nam" })).candidates[0];
const helpline = (await as(admin)(SessionService).whoAmI({})).person.memberships[0].unit;
const operator = await person("truc.may", helpline, Role.OPERATOR);
const officer = await person("can.bo", place.responsible.unit, Role.OFFICER);

const intake = () => ({
  requestId: requestId(),
  contact: {
    channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION,
    intake: { abuseTypes: [AbuseType.VIOLENCE], incident: { unit: place.matched.unit, detail: "thôn Đông" }, presentState: "đang ở nhà hàng xóm" },
  },
});

test("a place said in its old name leads to today's office", () => {
  assert.equal(place.matched.name, "Tam Dị");
  assert.equal(place.responsible.name, "Bảo Đài");
});

for (const binary of [false, true]) {
  const form = binary ? "binary" : "JSON";
  test(`an intake in ${form} reaches the officer's open queue`, async () => {
    const ending = new AbortController();
    const rows = [];
    const watch = (async () => {
      for await (const word of as(officer, binary)(ReferralService).watchQueue({}, { signal: ending.signal })) {
        rows.push(word);
        if (word.caughtUp) break;
      }
    })();
    await watch;
    const cursor = rows.at(-1).cursor;
    const submitted = await as(operator, binary)(IntakeService).submitContact(intake());
    assert.equal(submitted.referredTo, place.responsible.unit);
    for await (const word of as(officer, binary)(ReferralService).watchQueue({ cursor }, { signal: ending.signal })) {
      if (word.row?.caseId === submitted.caseId) break;
    }
    ending.abort();
  });

  test(`the same request again, in ${form}, gets the first answer`, async () => {
    const request = intake();
    const first = await as(operator, binary)(IntakeService).submitContact(request);
    const again = await as(operator, binary)(IntakeService).submitContact(request);
    assert.equal(again.caseId, first.caseId);
  });

  test(`a refused field, in ${form}, is named in both languages`, async () => {
    const request = intake();
    request.contact.intake.presentState = "";
    const error = await as(operator, binary)(IntakeService).submitContact(request).then(assert.fail, (e) => e);
    assert.ok(error instanceof ConnectError);
    assert.equal(error.code, Code.InvalidArgument);
    const [failure] = error.findDetails(FailureSchema);
    assert.equal(failure.fields[0].path, "contact.intake.present_state");
    assert.ok(failure.fields[0].textVi && failure.fields[0].textEn);
  });
}

test("no session, no answer", async () => {
  const error = await as()(ReferralService).listQueue({}).then(assert.fail, (e) => e);
  assert.equal(error.code, Code.Unauthenticated);
});

test("the log verifies, in a stream of progress", async () => {
  const words = [];
  for await (const word of as(admin)(AuditService).verifyHistory({})) words.push(word);
  assert.equal(words.at(-1).done, true);
  assert.equal(words.at(-1).sound, true);
});
