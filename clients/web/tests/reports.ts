// Reports as they are owed while the tests run: the newest one of the tests' commune whose day has come.
import { msOf } from "../src/time/format.ts";
import { newRequestId } from "../src/api/request_id.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { ReportService, type ReportRow } from "../src/gen/hotline/v1/report_pb.ts";
import { refer } from "./cases.ts";
import { as, changeFirstPassword, hire, type Login, type ServerFacts } from "./server.ts";

/** The year of its due day. */
export const yearOf = (row: ReportRow) => new Date(msOf(row.dueAt!) + 7 * 3_600_000).getUTCFullYear();
export const addressOf = ({ key }: ReportRow) => `/reports/${key!.duty}/${encodeURIComponent(key!.unit)}/${key!.firstDay}`;

async function owed(server: ServerFacts, login: Login, days: number): Promise<ReportRow[]> {
  const api = await as(server, login);
  const [today, before] = [new Date(), new Date(Date.now() - days * 86_400_000)].map((day) => day.toISOString().slice(0, 10));
  const { reports } = await api(ReportService).listReports({ unit: server.commune, due: { firstDay: before!, lastDay: today! } });
  return reports;
}

export const theReport = async (server: ServerFacts, login: Login = "officer"): Promise<ReportRow> => (await owed(server, login, 300))[0]!;

/** Another one than that, which nobody has touched: a year has two. */
export const theOldestReport = async (server: ServerFacts): Promise<ReportRow> => (await owed(server, "officer", 399)).at(-1)!;

/** Somebody at the office that gets it; once for a server. */
export async function theLevelAbove(server: ServerFacts): Promise<Login> {
  const { toUnit } = await theReport(server);
  const people = await (await as(server, "admin"))(DirectoryService).listPeople({ unit: toUnit, ofUnitAlone: true });
  if (!people.people.some(({ login }) => login === "above")) await changeFirstPassword(server.url, "above", await hire(server, "above", toUnit, Role.SUPERVISOR));
  return "above" as Login;
}

export const secondOfficer = "second" as Login;

/** A further officer of the tests' commune; once for a server. */
export async function theSecondOfficer(server: ServerFacts) {
  await changeFirstPassword(server.url, secondOfficer, await hire(server, secondOfficer, server.commune, Role.OFFICER));
}

/** A case of that period, as a paper sheet says it that is entered only now. */
export async function aCaseOfThen(server: ServerFacts, { lastDay }: ReportRow) {
  const hoursAgo = Math.round((Date.now() - Date.parse(`${lastDay}T12:00:00+07:00`)) / 3_600_000);
  await refer(await as(server, "operator"), { unit: server.commune, hoursAgo });
}

export async function draft(server: ServerFacts, narrative: string) {
  const { key, version } = await theReport(server);
  const correction = { table: 2, row: 1, column: 1, count: 2, reason: "Một vụ ghi trên sổ giấy của xã, chưa nhập vào hệ thống." };
  await (await as(server, "officer"))(ReportService).saveReportDraft({ requestId: newRequestId(), key: key!, expectedVersion: version, narrative, corrections: [correction] });
}

/** Handed over, accepted, and the data changed since: everything that a report can show. */
export async function anAcceptedReport(server: ServerFacts): Promise<ReportRow> {
  const above = await theLevelAbove(server);
  let row = await theReport(server);
  if (row.acceptedAt) return row;
  await aCaseOfThen(server, row);
  await draft(server, "Trong kỳ có một vụ, trẻ đã an toàn. Xã đề nghị tập huấn thêm cho cộng tác viên thôn.");
  row = await theReport(server);
  await (await as(server, "chairman"))(ReportService).signReport({ requestId: newRequestId(), key: row.key!, expectedVersion: row.version });
  row = await theReport(server);
  await (await as(server, above))(ReportService).acceptReport({ requestId: newRequestId(), key: row.key!, expectedVersion: row.version });
  await aCaseOfThen(server, row);
  return theReport(server);
}
