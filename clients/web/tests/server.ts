// A real hotlined for a test: Lục Nam's units, one person of every role, on a free port, in a folder of its own.
// HOTLINE_BUILD names the build directory whose hotlined it is (tests/web/run sets it).
//
// What `init` and hiring leave behind is made once for a run (filled.ts), and each server begins with a copy of it.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { DescService } from "@bufbuild/protobuf";
import { createClient, type Client } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { inject } from "vitest";
import { newRequestId } from "../src/api/request_id.ts";
import { Role } from "../src/gen/hotline/record/v1/options_pb.ts";
import { DirectoryService } from "../src/gen/hotline/v1/directory_pb.ts";
import { SessionService } from "../src/gen/hotline/v1/session_pb.ts";

const root = resolve(import.meta.dirname, "../../..");
const binary = join(process.env.HOTLINE_BUILD ?? join(root, "build/release"), "server/app/hotlined");

/** The people that every server has, by login. "stranger" is an officer of another commune. */
export const logins = ["admin", "operator", "colleague", "officer", "chairman", "stranger", "supervisor"] as const;
export type Login = (typeof logins)[number];

export const passwordOf = (login: string) => `một câu dễ nhớ của ${login}`;

/** What the tests of one server need to know; plain data, so that it can be handed to other processes. */
export interface ServerFacts {
  url: string;
  /** Bảo Đài, and Đông Phú next to it. */
  commune: string;
  other_commune: string;
  helpline: string;
}

export type Api = <S extends DescService>(service: S) => Client<S>;

function apiOf(url: string, token?: string): Api {
  const transport = createConnectTransport({
    baseUrl: url,
    interceptors: [
      (next) => (request) => {
        if (token) request.header.set("Authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  return (service) => createClient(service, transport);
}

/** The API as this person. */
export async function as(server: ServerFacts, login: string): Promise<Api> {
  const { token } = await apiOf(server.url)(SessionService).signIn({ requestId: newRequestId(), login, password: passwordOf(login) });
  return apiOf(server.url, token);
}

/** Makes a person and answers with the one-time password. */
export async function hire(server: ServerFacts, login: string, unit: string, role: Role): Promise<string> {
  const admin = await as(server, "admin");
  const made = await admin(DirectoryService).createPerson({ requestId: newRequestId(), login, name: nameOf(login), memberships: [{ unit, role }] });
  return made.oneTimePassword;
}

const nameOf = (login: string) => `Người Thử ${login}`;

/** From the one-time password to the one that every test knows. */
export async function changeFirstPassword(url: string, login: string, oldPassword: string) {
  const { token } = await apiOf(url)(SessionService).signIn({ requestId: newRequestId(), login, password: oldPassword });
  await apiOf(url, token)(SessionService).changePassword({ requestId: newRequestId(), oldPassword, newPassword: passwordOf(login) });
}

/** Below those that the system gives to outgoing connections, which would take it while its server is away. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000);
    const probe = createServer();
    const free = await new Promise<boolean>((tell) => probe.once("error", () => tell(false)).listen(port, "127.0.0.1", () => tell(true)));
    await new Promise((closed) => probe.close(closed));
    if (free) return port;
  }
}

export class TestServer {
  facts!: ServerFacts;
  private readonly folder = mkdtempSync(join(tmpdir(), "hotline-web-"));
  private readonly config = join(this.folder, "hotlined.toml");
  private process: ChildProcess | undefined;
  private port = 0;

  private day: string | undefined;

  /** `settings` replaces lines of the configuration: { idle_max_minutes: "5" }. `day`: the first that its clock shows, at
   * eight in the morning; else today. */
  static async start(settings: Record<string, string> = {}, day?: string): Promise<TestServer> {
    if (day) return TestServer.filled(settings, day);
    const server = new TestServer();
    const { folder, facts } = inject("filled");
    cpSync(folder, server.folder, { recursive: true });
    await server.configure(settings);
    server.facts = { ...facts, url: server.url };
    await server.serve();
    return server;
  }

  /** One that does without the copy: its data were never another's. */
  static async filled(settings: Record<string, string> = {}, day?: string): Promise<TestServer> {
    const server = new TestServer();
    server.day = day;
    await server.configure(settings);
    const printed = execFileSync(binary, ["init", "-c", server.config], { encoding: "utf8", env: server.environment() });
    await server.serve();
    await server.fill(/first sign-in: *admin *(\S+)/.exec(printed)![1]!);
    return server;
  }

  private async configure(settings: Record<string, string>) {
    this.port = await freePort();
    // Sheets of earlier periods are entered here: their reports are owed too.
    const duties = join(this.folder, "report-duties.toml");
    writeFileSync(duties, `owed_since = 2015-03-26\n${readFileSync(join(root, "config/report-duties.toml"), "utf8")}`);
    let text = readFileSync(join(root, "config/hotlined.toml"), "utf8")
      .replace('"deadlines.toml"', JSON.stringify(join(root, "config/deadlines.toml")))
      .replace('"calendar/', `"${join(root, "config/calendar")}/`)
      .replace('"units/', `"${join(root, "config/units")}/`);
    for (const [key, value] of Object.entries({ web_root: JSON.stringify(join(root, "clients/web/dist")), report_duties: JSON.stringify(duties), ...settings }))
      text = text.replace(new RegExp(`^${key} = .*$`, "m"), `${key} = ${value}`);
    writeFileSync(this.config, text);
  }

  private get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async serve() {
    this.process = spawn(binary, ["serve", "-c", this.config, "--port", String(this.port)], { stdio: ["ignore", "pipe", "ignore"], env: this.environment() });
    for await (const line of createInterface({ input: this.process.stdout! })) if (line.startsWith("hotlined: ")) return;
    throw new Error("hotlined did not start");
  }

  private async fill(adminPassword: string) {
    const { url } = this;
    await changeFirstPassword(url, "admin", adminPassword);
    this.facts = { url, commune: "", other_commune: "", helpline: "" };
    const admin = await as(this.facts, "admin");
    const find = async (text: string) => (await admin(DirectoryService).findPlace({ text })).candidates[0]!.responsible!.unit;
    this.facts.commune = await find("xa bao dai luc nam");
    this.facts.other_commune = await find("xa dong phu luc nam");
    this.facts.helpline = (await admin(SessionService).whoAmI({})).person!.memberships[0]!.unit;
    const { commune, other_commune, helpline } = this.facts;
    const people: [Exclude<Login, "admin">, string, Role][] = [
      ["operator", helpline, Role.OPERATOR],
      ["colleague", helpline, Role.OPERATOR],
      ["officer", commune, Role.OFFICER],
      ["chairman", commune, Role.CHAIRMAN],
      ["stranger", other_commune, Role.OFFICER],
      ["supervisor", helpline, Role.SUPERVISOR],
    ];
    for (const [login, unit, role] of people) await changeFirstPassword(url, login, await hire(this.facts, login, unit, role));
  }

  private async ended(signal: NodeJS.Signals) {
    const gone = new Promise((exit) => this.process!.once("exit", exit));
    this.process!.kill(signal);
    await gone;
  }

  /** As a power cut would: nothing is finished. */
  async kill() {
    await this.ended("SIGKILL");
  }

  /** The same data, the same port; with another day, also from then on. "" is today. */
  async restart(day?: string) {
    if (day !== undefined) this.day = day;
    await this.serve();
  }

  /** Another day is another clock under the program, which knows nothing of it. */
  private environment(): NodeJS.ProcessEnv {
    if (!this.day) return process.env;
    const clock = join(this.folder, "other_day.so");
    if (!existsSync(clock)) execFileSync("clang-19", ["-shared", "-fPIC", "-O1", "-o", clock, join(import.meta.dirname, "other_day.c")]);
    const offset_s = Math.round((Date.parse(`${this.day}T08:00:00+07:00`) - Date.now()) / 1000);
    return { ...process.env, LD_PRELOAD: clock, OTHER_DAY_OFFSET_S: String(offset_s) };
  }

  /** Ended in good order; the folder of its data, which is whoever called's. */
  async left(): Promise<string> {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.ended("SIGTERM");
    return this.folder;
  }

  async stop() {
    await this.left();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
