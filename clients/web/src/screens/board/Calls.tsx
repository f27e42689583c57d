// Whom to telephone: offices that have not accepted in time, with their numbers, and the result of the call in place.
import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { IconPhone } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { useAct } from "../../api/act";
import { choices, label } from "../../contract/labels";
import { CallResultSchema, type CallResult } from "../../gen/hotline/record/v1/case_pb";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { CaseRow } from "../../gen/hotline/v1/case_detail_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { EmergencyMark } from "../../parts/EmergencyMark";
import { ProofLevel } from "../../parts/ProofLevel";
import { unitName } from "../../parts/unit_name";
import { clockTime } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage } from "../../words/words";
import { Due } from "./Due";
import { boardWords } from "./words";
import styles from "./Board.module.css";

function Call({ row }: { row: CaseRow }) {
  const t = boardWords.use();
  const lang = useLanguage();
  const unit = row.referral?.toUnit ?? row.responsibleUnit;
  const office = useQuery(DirectoryService.method.getUnit, { unit }, { staleTime: 60_000 }).data;
  const act = useAct(CaseService.method.recordCallAttempt);
  const [said, setSaid] = useState<CallResult | undefined>();
  const today = office?.responsible ?? office?.unit;
  async function record(result: CallResult) {
    setSaid(result);
    await act.send({ caseId: row.caseId, expectedVersion: row.version, attempt: { unit, result, at: timestampFromMs(now_ms()), whom: "", notes: "" } });
  }
  return (
    <li className={styles.call} data-emergency={row.emergency || undefined}>
      <div className={styles.call_who}>
        <strong>{today && unitName(today)}</strong>
        <span className={styles.call_line}>
          <Link href={`/cases/${row.caseId}`} className={styles.link!}>{row.number}</Link>
          {row.emergency && <EmergencyMark />}
          {row.referral && <ProofLevel level={row.referral.proofLevel} />}
        </span>
        <Due at={row.nextDueAt} kind={row.nextDueKind} />
      </div>
      <div className={styles.call_do}>
        <span className={styles.phones}>
          {(today?.telephones ?? []).map((number) => (
            <Anchor key={number} href={`tel:${number.replace(/[^+\d]/g, "")}`} className={styles.phone!}><IconPhone size={18} aria-hidden />{number}</Anchor>
          ))}
          {today?.telephones.length === 0 && <span className={styles.missing}>{t("no_telephone")}</span>}
        </span>
        <div className={styles.results} role="group" aria-label={t("result")}>
          {choices(CallResultSchema, lang).map(({ value, label: words }) => (
            <Button key={value} size="sm" variant="default" onClick={() => void record(value as CallResult)}>{words}</Button>
          ))}
        </div>
        <ConfirmSent act={act}>{said !== undefined && t("called", { time: clockTime(act.sent_ms ?? 0), result: label(CallResultSchema, said, lang) })}</ConfirmSent>
      </div>
    </li>
  );
}

export function Calls({ rows }: { rows: readonly CaseRow[] }) {
  return <ul className={styles.calls}>{rows.map((row) => <Call key={row.caseId} row={row} />)}</ul>;
}
