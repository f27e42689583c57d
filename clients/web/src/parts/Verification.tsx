// The log as evidence: the newest seal, to be kept elsewhere, and the whole log read again and held against its seals,
// with the result in plain words.
import { Button } from "@mantine/core";
import { createClient } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { IconDownload, IconShieldCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { failureOf } from "../api/failure";
import { transport } from "../api/transport";
import { useCommands } from "../app/commands";
import { AuditService, type VerifyHistoryResponse } from "../gen/hotline/v1/audit_pb";
import { clockTime } from "../time/format";
import { now_ms } from "../time/server_time";
import { usePick, type Pair } from "../words/words";
import { readCheckpoint } from "./checkpoint";
import { saveFile } from "./save_file";
import { faultWords, logWords } from "./log_words";
import { Notice } from "./Notice";
import styles from "./Verification.module.css";

const client = createClient(AuditService, transport);
const verify_max_ms = 15 * 60_000;

function useVerification() {
  const [state, setState] = useState<{ running: boolean; told?: VerifyHistoryResponse; failed?: Pair; done_ms?: number }>({ running: false });
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  async function run() {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setState({ running: true });
    try {
      for await (const told of client.verifyHistory({}, { signal, timeoutMs: verify_max_ms })) setState({ running: !told.done, told, ...(told.done && { done_ms: now_ms() }) });
    } catch (thrown) {
      if (!signal.aborted) setState({ running: false, failed: failureOf(thrown).text });
    }
  }
  return { ...state, run };
}

type Fault = Parameters<typeof faultWords.say>[0];

function Unsound({ told: { firstWrong, reason } }: { told: VerifyHistoryResponse }) {
  const t = logWords.use();
  const fault = faultWords.use();
  const said = fault(reason as Fault);
  return <>{t("wrong", { where: firstWrong === undefined ? "" : t("wrong_at", { index: String(firstWrong) }), reason: said === reason ? fault("other") : said })}</>;
}

export function Verification() {
  const t = logWords.use();
  const say = usePick();
  const { data, isPending } = useQuery(AuditService.method.getCheckpoint, {}, { staleTime: 0 });
  const note = data?.checkpoint;
  const seal = note && readCheckpoint(note);
  const { running, told, failed, done_ms, run } = useVerification();
  const count = Number(told?.entriesChecked ?? 0);
  const save = () => note && saveFile("hotline-checkpoint.txt", new TextEncoder().encode(note), "text/plain");
  useCommands([{ id: "log.verify", words: logWords.both("verify"), run: () => void (running || run()) }, ...(note ? [{ id: "log.save", words: logWords.both("seal_save"), run: save }] : [])]);
  return (
    <section className={styles.card} aria-labelledby="seal-title">
      <h2 id="seal-title">{t("seal")}</h2>
      {(isPending || seal) && <p className={styles.root}>{seal && <><span>{t("seal_size", { count: seal.size })}</span><code>{seal.root}</code></>}</p>}
      <p className={styles.note}>{t("seal_long")}</p>
      {done_ms !== undefined && told?.sound && <Notice icon={IconShieldCheck} tone="done">{t("sound", { count, time: clockTime(done_ms) })}</Notice>}
      {done_ms !== undefined && told && !told.sound && <Notice><Unsound told={told} /></Notice>}
      {failed && <Notice>{t("broken_off", { text: say(failed) })}</Notice>}
      {running && <p role="status">{t("verifying", { done: count, all: Number(told?.entriesTotal ?? 0) })}</p>}
      <p className={styles.note}>{t("verify_long")}</p>
      <div className={styles.buttons}>
        <Button leftSection={<IconShieldCheck size={18} />} disabled={running} onClick={() => void run()}>{t(done_ms === undefined ? "verify" : "verify_again")}</Button>
        {(isPending || note) && (
          <Button variant="default" disabled={!note} leftSection={<IconDownload size={18} />} onClick={save}>{t("seal_save")}</Button>
        )}
      </div>
    </section>
  );
}
