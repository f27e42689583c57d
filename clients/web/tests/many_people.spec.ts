// An installation where more people work than one page of the list of people holds: whoever stands in a history, among the
// readers of a case, in the log or under a letter is called by name all the same.
import { describe, expect } from "vitest";
import { CaseService } from "../src/gen/hotline/v1/case_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { test } from "./browser.ts";
import { act, carry, refer } from "./cases.ts";
import { addressOf, anAcceptedReport } from "./reports.ts";
import { as, type ServerFacts } from "./server.ts";

const many = 201;

/** Before all others by the names with which they sign in, which is how the list of people runs; once for a server. */
async function crowded(server: ServerFacts) {
  const api = (await as(server, "admin"))(DirectoryService);
  const onFirstPage = async () => (await api.listPeople({ pageSize: 200 })).people.some(({ login }) => login === "officer");
  if (!(await onFirstPage())) return;
  for (let one = 0; one < many; ++one) {
    const number = String(one).padStart(3, "0");
    await api.createPerson({ requestId: newRequestId(), login: `a${number}`, name: `Người Thử a${number}`, memberships: [{ unit: server.commune, role: Role.OFFICER }] });
  }
  expect(await onFirstPage()).toBe(false);
}

describe("where thousands work", () => {
  test("who read a case, who acted on it, and whom an administrator made are called by their names", async ({ server, open }) => {
    await crowded(server);
    const { caseId } = await refer(await as(server, "operator"), { unit: server.commune });
    await carry(server, caseId, "accepted");
    await act(server, "chairman", caseId, (api, common) => api(CaseService).addNote({ ...common, text: "chủ tịch đã xem" }));
    const page = await open({ login: "supervisor", path: `/cases/${caseId}/audit` });
    for (const name of ["Người Thử officer", "Người Thử chairman"]) await page.getByRole("table").getByRole("rowheader", { name }).first().waitFor();
    const note = page.getByRole("listitem").filter({ hasText: "chủ tịch đã xem" });
    await note.getByText(/Người Thử chairman/).waitFor();
    await page.goto("/audit");
    await page.getByRole("listitem").filter({ hasText: "Quản trị viên" }).filter({ hasText: "Người Thử a200" }).waitFor();
  });

  test("a letter bears the name of who signed it", async ({ server, open }) => {
    await crowded(server);
    const report = await anAcceptedReport(server);
    const page = await open({ login: "officer", path: addressOf(report) });
    await page.evaluate(() => { window.print = () => void (dispatchEvent(new Event("beforeprint")), document.body.setAttribute("data-printed", "")); });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("body[data-printed]").waitFor();
    await page.emulateMedia({ media: "print" });
    await page.getByRole("article").getByText("Người Thử chairman", { exact: true }).waitFor();
  });

  test("the names of a page are one question, of those who stand on it", async ({ server, open }) => {
    await crowded(server);
    const page = await open({ login: "supervisor", path: "/account" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto("/audit");
    await page.getByRole("listitem").filter({ hasText: "Người Thử a200" }).waitFor();
    expect(asked.filter((url) => url.endsWith("/ListPeople"))).toEqual([]);
    expect(asked.filter((url) => url.endsWith("/NamePeople")).length).toBeLessThanOrEqual(2);
  });
});
