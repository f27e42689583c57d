import { AbuseTypeSchema, Sex, SexSchema } from "../gen/hotline/record/v1/contact_pb";
import type { CaseSummary } from "../gen/hotline/record/v1/case_pb";
import { label } from "../contract/labels";
import { useLanguage, type Language } from "../words/words";
import { partWords } from "./words";
import styles from "./Chip.module.css";

/** "nữ, khoảng 8 tuổi". */
export function whoIsIt({ age, sex: of }: Pick<CaseSummary, "age" | "sex">, lang: Language): string {
  const sex = of === Sex.UNSPECIFIED || of === Sex.NOT_KNOWN ? "" : label(SexSchema, of, lang);
  if (age === undefined) return sex ? partWords.say("sex_only", { sex }) : partWords.say("child_unknown");
  return sex ? partWords.say("age_sex", { sex, age }) : partWords.say("age_only", { age });
}

/** The child of a case as far as a list may say it, and what is done to it. No name. */
export function ChildLine({ summary }: { summary: CaseSummary | undefined }) {
  const t = partWords.use();
  const lang = useLanguage();
  if (!summary) return <>{t("withheld")}</>;
  const abuse = summary.abuseTypes.map((type) => label(AbuseTypeSchema, type, lang)).join(", ");
  return <><span className={styles.who}>{whoIsIt(summary, lang)}</span>{abuse && <span className={styles.quiet}>{abuse}</span>}</>;
}
