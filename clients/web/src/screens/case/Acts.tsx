// What can be done now, and only that: the next step of the law first, then what takes two touches, then the rest.
import { Button } from "@mantine/core";
import { usePick } from "../../words/words";
import { useCommands } from "../../app/commands";
import { CaseStatus } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { actOf, offerOf } from "./act_list";
import type { ActOffer } from "./act_spec";
import { emergencyClock } from "./Clocks";
import { Conditions } from "./Conditions";
import { caseWords } from "./words";
import styles from "./Case.module.css";

interface Props {
  detail: CaseDetail;
  /** The act whose form is open. */
  open: string | undefined;
  drafts: readonly string[];
  onOpen(spec: ActOffer): void;
}

const keys_max = 9;

export function Acts({ detail, open, drafts, onOpen }: Props) {
  const t = caseWords.use();
  const say = usePick();
  const { next, quick, others } = offerOf(detail, emergencyClock(detail) !== undefined);
  const all = [...next, ...quick, ...others];
  const stranded = drafts.filter((id) => !all.some((spec) => spec.id === id)).flatMap((id) => actOf(id) ?? []);
  useCommands(all.map((spec, index) => ({
    id: `case.${spec.id}`, words: spec.words, run: () => onOpen(spec), ...(index < keys_max && { keys: String(index + 1) }),
  })));

  function act(spec: ActOffer, look: "first" | "near" | "far") {
    const Icon = spec.icon;
    const index = all.indexOf(spec);
    const urgent = spec.id === "StartEmergencyMeasures" && look === "first";
    return (
      <Button key={spec.id} fullWidth justify="flex-start" className={styles.act} data-act={spec.id} aria-expanded={open === spec.id}
        variant={look === "first" && (index === 0 || urgent) ? "filled" : "default"} {...(urgent && { color: "danger" })}
        leftSection={<Icon size={20} stroke={1.75} aria-hidden />} onClick={() => onOpen(spec)}
        rightSection={drafts.includes(spec.id) && open !== spec.id ? <span className={styles.draft}>{t("has_draft")}</span> : index >= 0 && index < keys_max ? <kbd className={styles.key} aria-hidden>{index + 1}</kbd> : null}>
        {say(spec.words)}
      </Button>
    );
  }
  const status = detail.row!.status;
  // Why closing is not offered yet.
  const closing = status === CaseStatus.REVIEWING && !all.some(({ id }) => id === "CloseCase");
  return (
    <section aria-labelledby="acts-title" className={styles.card}>
      <h2 id="acts-title">{t("acts")}</h2>
      {status > 0 && <p className={styles.next}>{t(`next_${status as 1}`)}</p>}
      {closing && <Conditions detail={detail} />}
      {all.length === 0 && <p className={styles.next}>{t("acts_none")}</p>}
      {/* On a phone the first two stand under the thumb, always in the same place. */}
      {next.length > 0 && <div className={styles.acts} data-thumb>{next.slice(0, 2).map((spec) => act(spec, "first"))}</div>}
      {next.length > 2 && <div className={styles.acts} data-more>{next.slice(2).map((spec) => act(spec, "first"))}</div>}
      {quick.length > 0 && <div className={styles.acts}>{quick.map((spec) => act(spec, "near"))}</div>}
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>{t("other_acts", { count: others.length })}</summary>
          <div className={styles.acts}>{others.map((spec) => act(spec, "far"))}</div>
        </details>
      )}
      {stranded.length > 0 && <><p className={styles.next}>{t("stranded")}</p><div className={styles.acts}>{stranded.map((spec) => act(spec, "far"))}</div></>}
    </section>
  );
}
