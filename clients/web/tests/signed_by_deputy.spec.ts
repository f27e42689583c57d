// A report that a deputy signed, as paper: the deputy signs for the chairman, by authority.
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReportService } from "../src/gen/hotline/v1/report_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";
import { test } from "./browser.ts";
import { printed } from "./printed.ts";
import { addressOf, draft, secondOfficer, theReport, theSecondOfficer } from "./reports.ts";
import { as } from "./server.ts";

test("a letter that a deputy signed names no office in the signature but the authority of its chairman", async ({ server, open }) => {
  await theSecondOfficer(server);
  const deputy = await as(server, secondOfficer);
  const { person } = await deputy(SessionService).whoAmI({});
  await (await as(server, "chairman"))(DirectoryService).delegate({ requestId: newRequestId(), unit: server.commune, deputyId: person!.personId, until: timestampFromMs(Date.now() + 86_400_000) });
  await draft(server, "Trong kỳ không phát sinh thêm.");
  const row = await theReport(server);
  await deputy(ReportService).signReport({ requestId: newRequestId(), key: row.key!, expectedVersion: row.version });
  const page = await open({ login: "chairman", path: addressOf(row) });
  await page.evaluate(() => { window.print = () => void (dispatchEvent(new Event("beforeprint")), document.body.setAttribute("data-printed", "")); });
  await page.getByRole("button", { name: "In", exact: true }).click();
  await page.locator("body[data-printed]").waitFor();
  await page.emulateMedia({ media: "print" });
  const paper = page.getByRole("article");
  await paper.getByText("TUQ. CHỦ TỊCH").waitFor();
  await paper.getByText("Người Thử second").waitFor();
  expect(await paper.getByText(/^(TM|KT)\./).count()).toBe(0);
  await printed(page, "report-by-deputy");
});
