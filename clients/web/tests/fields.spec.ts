// Every field of the contract's records has its place on the desk, on the case page and on paper, or a reason why not: the
// fields are walked from the descriptors, the reasons are written by hand.
import { create, getOption, ScalarType, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { AssessmentSchema, EmergencyMeasuresSchema, PlanSchema, ReviewSchema } from "../src/gen/hotline/record/v1/case_pb.ts";
import { AbuseType, Answer, CallType, Channel, ContactClass, ContactSchema, InformantSchema, IntakeSchema, Relationship, Risk, Sex, type Contact } from "../src/gen/hotline/record/v1/contact_pb.ts";
import { Format, rule } from "../src/gen/hotline/record/v1/options_pb.ts";
import type { FormTemplate } from "../src/gen/hotline/record/v1/reference_pb.ts";
import { IntakeService } from "../src/gen/hotline/v1/intake_pb.ts";
import { ReferenceService } from "../src/gen/hotline/v1/reference_pb.ts";
import { expectAccessible, looks, shoot, test } from "./browser.ts";
import { atDesk } from "./desk.ts";
import { as, type ServerFacts } from "./server.ts";

/** One thing that a person says or reads: a place and a time are one each. */
const isWhole = ({ message }: DescField) => message !== undefined && ["hotline.record.v1.Place", "google.protobuf.Timestamp"].includes(message.typeName);

function leaves(type: DescMessage, at: string, name: (field: DescField) => string): string[] {
  return type.fields.flatMap((field) => (field.message && !isWhole(field) ? leaves(field.message, `${at}${name(field)}.`, name) : [at + name(field)]));
}
const asTyped = (type: DescMessage, at = "") => leaves(type, at, ({ localName }) => localName);
const asNamed = (type: DescMessage, at: string) => leaves(type, at, ({ name }) => name);

/** What is neither shown nor excused, and excuses for what is shown or is no field: both must be empty. */
function expectPlaces(all: readonly string[], shown: ReadonlySet<string>, absent: Record<string, string>) {
  expect({
    without_a_place: all.filter((path) => !shown.has(path) && !(path in absent)),
    excused_for_nothing: Object.keys(absent).filter((path) => shown.has(path) || !all.includes(path)),
  }).toEqual({ without_a_place: [], excused_for_nothing: [] });
}

const absent_at_the_desk = {
  startedAt: "begins with the first key, or the telephone system says it",
  endedAt: "is the moment of sending a telephone call, or the telephone system says it",
};

async function openAll(page: Page) {
  const closed = page.locator("[data-stops] h2 button[aria-expanded=false]");
  while ((await closed.count()) > 0) await closed.first().click();
  await page.locator("[data-path=reasons]").waitFor();
}

const absent_on_paper = {
  "contact.caller_number": "printed as the case's own",
  "contact.received_at": "printed as the case's own",
  "initial_assessment.kind": "is which form it is",
  "specific_assessment.kind": "is which form it is",
  "initial_assessment.meeting_minutes": "the meeting belongs to the specific assessment (art. 27)",
};

/** Every field that a form names. */
function fieldsOf({ lines }: FormTemplate): string[] {
  return lines.flatMap(({ parts, field, table, risks }) => [
    ...parts.map((part) => part.field),
    ...(field ? [field] : []),
    ...(table ? table.columns.map((column) => `${table.rows}.${column.field}`) : []),
    ...(risks ? [`${risks.rows}.item`, `${risks.rows}.level`, `${risks.rows}.notes`] : []),
  ]);
}

/** A contact in which every text says where it stands. */
function filled(server: ServerFacts): Contact {
  const contact = create(ContactSchema, {
    channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INTERVENTION,
    receivedAt: timestampFromMs(Date.now() - 3_600_000), repeatCaller: true, reasons: ["violence.physical"],
    informant: { relation: Relationship.TEACHER, agreedToBeNamed: true, callBackAllowed: true },
    intake: {
      abuseTypes: [AbuseType.VIOLENCE], specialCircumstances: ["exploited"], setting: "care_institution", otherChildren: 3, risk: Risk.HIGH, incidentAt: timestampFromMs(Date.now() - 90_000_000),
      child: { sex: Sex.FEMALE, estimatedAge: 8, safeToCall: Answer.NO, birthDate: "2018-03" },
      incident: { unit: server.commune }, residence: { unit: server.commune }, present: { unit: server.other_commune },
      father: { age: 41 }, mother: { age: 37 },
      suspectedAbusers: [{ relation: Relationship.EMPLOYER, livesWithChild: Answer.NO, canReachChild: Answer.YES }],
      triage: { lifeThreatened: Answer.NO, abuserCanReach: Answer.YES, carerHarms: Answer.NOT_KNOWN, relativeCanProtect: Answer.NO },
    },
  });
  write(ContactSchema, contact as unknown as Tree, "");
  return contact;
}

type Tree = Record<string, unknown>;
const texts = new Map<string, string>();

/** Texts that are nowhere else, by their path. */
function write(type: DescMessage, message: Tree, at: string) {
  for (const field of type.fields) {
    const path = at + field.localName;
    const value = message[field.localName];
    if (field.message && value !== undefined && field.message.typeName !== "google.protobuf.Timestamp") for (const inner of [value].flat()) write(field.message, inner as Tree, `${path}.`);
    if (field.fieldKind !== "scalar" || field.scalar !== ScalarType.STRING || value !== "") continue;
    const { format } = getOption(field, rule);
    const number = String(texts.size + 1).padStart(2, "0");
    if (format === Format.TELEPHONE) message[field.localName] = `0987 650 3${number}`;
    else if (format === Format.LINE || format === Format.TEXT) message[field.localName] = `lời ${number} riêng`;
    else continue;
    texts.set(path, message[field.localName] as string);
  }
}

describe("every field of the records", () => {
  test("can be said at the desk", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await page.getByLabel(/Nhập từ phiếu giấy/).check();
    await openAll(page);
    await page.locator("[data-path=paperSheet]").waitFor();
    const paths = await page.locator("[data-path]").evaluateAll((all) => all.map((one) => one.getAttribute("data-path")!));
    const shown = new Set(paths.map((path) => path.replace(/\.\d+\./g, ".")));
    expectPlaces(asTyped(ContactSchema), shown, absent_at_the_desk);
  });

  test("is seen on the case page by those who may", async ({ server, open }) => {
    const { caseId } = await (await as(server, "operator"))(IntakeService).submitContact({ requestId: newRequestId(), contact: filled(server) });
    const page = await open({ login: "supervisor", path: `/cases/${caseId}` });
    await page.getByText("lời", { exact: false }).first().waitFor();
    await page.locator("summary").first().click();
    await page.getByText("Lý do gọi").waitFor();
    const text = async () => (await page.locator("main").innerText()).toLowerCase(); // the first letter of a fact is set large
    const missing = async (all: readonly string[]) => {
      const told = await text();
      return all.filter((words) => !told.includes(words.toLowerCase()));
    };
    await expect.poll(() => missing([...texts.values()])).toEqual([]);
    const others = ["Trẻ em bị bóc lột", "Cơ sở trợ giúp", "Bạo lực thể chất", "giáo viên", "người sử dụng lao động", "đồng ý nêu tên", "cho phép gọi lại", "Đã gọi về trẻ này trước đây", "41", "37", "03/2018", "bạo lực", "nữ"];
    await expect.poll(() => missing(others)).toEqual([]);
    await expectAccessible(page);
  });

  test("stands on one of the papers", async ({ server }) => {
    const { forms } = await (await as(server, "officer"))(ReferenceService).listForms({});
    const all = [
      ...asNamed(IntakeSchema, "case.intake."), ...asNamed(InformantSchema, "case.informant."),
      ...asNamed(ContactSchema, "contact.").filter((path) => !/^contact\.(intake|informant)\./.test(path)),
      ...asNamed(AssessmentSchema, "initial_assessment."), ...asNamed(AssessmentSchema, "specific_assessment."),
      ...asNamed(PlanSchema, "case.plan."), ...asNamed(ReviewSchema, "case.last_review."), ...asNamed(EmergencyMeasuresSchema, "measures."),
    ];
    expectPlaces(all, new Set(forms.flatMap(fieldsOf)), absent_on_paper);
  });

  test("of a list of codes has the law of its day: a sheet of 2016 is offered the groups of the law of 2004", async ({ open }) => {
    const page = await open({ login: "colleague", path: "/desk" });
    await atDesk(page);
    await openAll(page);
    const box = page.locator("[data-path='intake.specialCircumstances']");
    await box.focus();
    await page.getByRole("option", { name: /bị mua bán/ }).waitFor();
    await page.keyboard.type("di cu");
    await page.keyboard.press("Enter");
    await page.getByRole("list", { name: "Đã chọn" }).getByText(/Trẻ em di cư/).waitFor();
    await page.getByLabel(/Nhập từ phiếu giấy/).check();
    await page.getByLabel("Giờ nhận ghi trên phiếu").fill("2016-03-26T08:00");
    await box.focus();
    await page.getByRole("option", { name: /lang thang/ }).waitFor();
    await page.getByRole("list", { name: "Đã chọn" }).getByText(/Trẻ em di cư/).waitFor(); // what was said stays said
    await page.getByRole("button", { name: "Bỏ bản này" }).click();
    await page.getByRole("button", { name: "Nhấn lại để bỏ hẳn" }).click();
  });

  for (const look of looks) {
    test(`picking codes, nothing for axe to say: ${look.scheme}, ${look.width} px, ${look.language}`, async ({ open }) => {
      const page = await open({ login: "colleague", path: "/desk", ...look });
      await atDesk(page);
      await openAll(page);
      const box = page.locator("[data-path=reasons]");
      await box.focus();
      await page.locator("[role=option]").filter({ visible: true }).first().waitFor(); // they come from the server
      await page.keyboard.type(look.language === "vi" ? "bao luc" : "violence");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowDown");
      await expectAccessible(page);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
      await box.scrollIntoViewIfNeeded();
      await shoot(page, `desk-codes-${look.scheme}-${look.width}`);
      await page.keyboard.press("Escape");
      // The cross and its word stand on one line, whatever is picked.
      const drop = page.getByRole("list", { name: /^(Đã chọn|Chosen)$/ }).getByRole("button").first();
      await drop.scrollIntoViewIfNeeded();
      await shoot(page, `desk-codes-picked-${look.scheme}-${look.width}`);
      expect(await drop.evaluate((button) => {
        const [cross, word] = [button.querySelector("svg")!, button.querySelector(".mantine-Button-label")!].map((one) => one.getBoundingClientRect());
        return cross!.right <= word!.left + 1 && Math.abs(cross!.top + cross!.height / 2 - word!.top - word!.height / 2) < 4;
      })).toBe(true);
      await page.getByRole("button", { name: /^(Bỏ bản này|Discard)$/ }).press("Enter");
      await page.getByRole("button", { name: /Nhấn lại|Press again/ }).click();
    });
  }
});
