// A gateway for text messages, and a server that writes to it: what reaches the duty telephone of the commune.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestServer } from "./server.ts";

interface Message {
  type: string;
  data: { case_number: string; unit: string; link: string };
}

export class Gateway {
  server!: TestServer;
  /** Takes no message, for good: each is given up at its first attempt. */
  refuses = false;
  private readonly folder = mkdtempSync(join(tmpdir(), "hotline-gateway-"));
  private readonly http: Server;
  private readonly messages: Message[] = [];
  private awaited: (() => void) | undefined;

  private constructor() {
    this.http = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        if (this.refuses) return response.writeHead(410).end();
        this.messages.push(JSON.parse(body) as Message);
        response.end();
        this.awaited?.();
      });
    });
  }

  /** With a server whose commune has a duty telephone. */
  static async start(): Promise<Gateway> {
    const gateway = new Gateway();
    await new Promise<void>((listening) => gateway.http.listen(0, "127.0.0.1", listening));
    const { port } = gateway.http.address() as AddressInfo;
    const [secret, contacts] = [join(gateway.folder, "webhook.secret"), join(gateway.folder, "duty-contacts.toml")];
    writeFileSync(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", { mode: 0o600 });
    writeFileSync(contacts, '["07462@2025-07-01"]\ntelephones = ["0204 388 4111"]\n');
    gateway.server = await TestServer.start({
      public_url: '"https://hotline.example"', contacts: JSON.stringify(contacts), webhook_url: JSON.stringify(`http://127.0.0.1:${port}/hook`), webhook_secret: JSON.stringify(secret),
    });
    return gateway;
  }

  /** The path and fragment of the link in the message about this case. */
  async link(caseNumber: string): Promise<string> {
    for (;;) {
      const found = this.messages.find(({ data }) => data.case_number === caseNumber);
      if (found) return found.data.link.replace("https://hotline.example", "");
      await new Promise<void>((came) => (this.awaited = came));
    }
  }

  async stop() {
    await this.server.stop();
    this.http.closeAllConnections();
    this.http.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
