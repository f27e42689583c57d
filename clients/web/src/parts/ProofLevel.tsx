import { ProofLevelSchema, type ProofLevel as Level } from "../gen/hotline/record/v1/case_pb";
import { label } from "../contract/labels";
import { useLanguage } from "../words/words";
import { partWords } from "./words";
import styles from "./Chip.module.css";

/** How surely a referral has arrived: five steps, and the word for the one reached. */
export function ProofLevel({ level }: { level: Level }) {
  const lang = useLanguage();
  const t = partWords.use();
  const word = label(ProofLevelSchema, level, lang);
  return (
    <span className={styles.proof} title={t("proof", { level, word })}>
      <span className={styles.steps} aria-hidden>
        {[1, 2, 3, 4, 5].map((step) => <i key={step} data-reached={step <= level || undefined} />)}
      </span>
      {word}
    </span>
  );
}
