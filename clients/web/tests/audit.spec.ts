import { readFileSync } from "node:fs";
import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect } from "vitest";
import { VerifyHistoryResponseSchema } from "../src/gen/hotline/v1/audit_pb.ts";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { expectAccessible, test } from "./browser.ts";
import { refer } from "./cases.ts";
import { as, type ServerFacts } from "./server.ts";

async function aCase(server: ServerFacts) {
  const operator = await as(server, "operator");
  const { caseId, caseNumber } = await refer(operator, { unit: server.commune });
  await (await as(server, "officer"))(CaseService).getCase({ caseId });
  await operator(CaseService).addNote({ requestId: newRequestId(), caseId, expectedVersion: 1, text: "ghi thêm cho hồ sơ" });
  return { caseId, caseNumber };
}

describe("the audit of a case", () => {
  test("shows the whole history, and beside it who read it and when", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/audit` });
    await page.getByText("ghi thêm cho hồ sơ").waitFor();
    const readers = page.getByRole("table");
    await readers.getByText("Người Thử officer").waitFor();
    const row = readers.getByRole("row").filter({ hasText: "Người Thử officer" });
    await row.filter({ hasText: "xã Bảo Đài" }).filter({ hasText: "đã đọc" }).first().waitFor();
    expect(await page.title()).not.toContain(caseId);
  });

  test("is reached from the case, and by nobody but supervisors", async ({ server, open }) => {
    const { caseId } = await aCase(server);
    const page = await open({ login: "supervisor", path: `/cases/${caseId}` });
    await page.getByRole("link", { name: "Kiểm tra ca" }).click();
    await page.getByRole("heading", { level: 1, name: /Kiểm tra ca/ }).waitFor();
    const officer = await open({ login: "officer", path: `/cases/${caseId}/audit` });
    await officer.getByText("Không có trang này").waitFor();
  });

  test("exports one history as a file that can be read only where a basis is given, and the export is itself recorded", async ({ server, open }) => {
    const { caseId, caseNumber } = await aCase(server);
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/audit` });
    const save = async () => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải tệp" }).click()]);
      expect(file.suggestedFilename()).toBe(`${caseNumber}.hotline-export`);
      return readFileSync(await file.path(), "utf8");
    };
    const redacted = await save();
    await page.getByText(/Đã tải bản che nội dung/).waitFor();
    await page.getByLabel("Căn cứ pháp lý để đưa nội dung ra ngoài").fill("Công văn 12/CV-CA ngày 20/11");
    const whole = await save();
    await page.getByText(/Đã tải bản đầy đủ/).waitFor();
    expect(whole.length).toBeGreaterThan(redacted.length);
    expect(redacted).not.toMatch(/^key |^(child|informant|allegation) sealed /m);
    expect(whole).toMatch(/^child sealed [0-9a-f]{64} \S+\nkey [0-9a-f]{64}$/m);
    expect(whole).not.toMatch(/ withheld /);
    await page.getByText(/mở được toàn bộ nội dung bằng hotlinectl verify --content; hãy giữ như hồ sơ mật/).waitFor();
    await page.reload();
    await page.getByRole("row").filter({ hasText: "trích xuất" }).first().waitFor();
  });
});

describe("the log", () => {
  test("is one word away, and nobody's first page", async ({ open }) => {
    const page = await open({ login: "admin" });
    await page.waitForURL("**/people");
    await page.getByRole("link", { name: "Nhật ký" }).click();
    await page.getByRole("heading", { level: 1, name: "Nhật ký" }).waitFor();
  });

  test("is verified, with the result in plain words, and its newest checkpoint can be kept elsewhere", async ({ open }) => {
    const page = await open({ login: "supervisor", path: "/audit" });
    await page.getByRole("button", { name: "Kiểm tra toàn bộ nhật ký" }).click();
    await page.getByText(/Nhật ký nguyên vẹn\. Đã kiểm tra \d+ mục/).waitFor();
    await page.getByRole("listitem").first().waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải mốc kiểm tra" }).click()]);
    expect(readFileSync(await file.path(), "utf8")).toMatch(/\n— \S+ \S+\n$/);
  });

  test("that is not whole says so in words, in both languages, and what to do", async ({ open }) => {
    const told = toBinary(VerifyHistoryResponseSchema, create(VerifyHistoryResponseSchema, { entriesChecked: 40n, entriesTotal: 90n, done: true, sound: false, firstWrong: 39n, reason: "part_changed" }));
    const piece = (flags: number, bytes: Uint8Array) => Buffer.concat([Buffer.from([flags, 0, 0, 0, bytes.length]), bytes]);
    const body = Buffer.concat([piece(0, told), piece(2, Buffer.from("{}"))]);
    for (const [language, verify, words] of [
      ["vi", "Kiểm tra toàn bộ nhật ký", "Nhật ký KHÔNG nguyên vẹn. Chỗ sai đầu tiên: mục số 39. Nội dung niêm phong của mục đã bị sửa. Giữ nguyên máy chủ"],
      ["en", "Verify the whole log", "The log is NOT whole. The first that is wrong: entry 39. Its sealed content was changed. Leave the server"],
    ] as const) {
      const page = await open({ login: "supervisor", path: "/audit", language });
      await page.route("**/VerifyHistory", (route) => route.fulfill({ contentType: "application/connect+proto", body }));
      await page.getByRole("button", { name: verify }).click();
      await page.getByText(words).waitFor();
      expect(await page.locator("main").innerText()).not.toContain("part_changed");
      await expectAccessible(page);
    }
  });
});
