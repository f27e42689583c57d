// What was reported, as it holds now with every correction: the few facts that decide first, all of Form 01 on demand.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { label } from "../../contract/labels";
import { useCategories } from "../../contract/reference";
import { LinkSchema } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { useLanguage } from "../../words/words";
import { abuserText, informantText, intakeFacts, type IntakeFact } from "./intake_facts";
import { UnitName } from "./ThreadEntry";
import { factWords } from "./thread_words";
import styles from "./Facts.module.css";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === "" || children === false) return null;
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

const first: readonly IntakeFact["name"][] = ["present_state", "present", "incident", "child", "abuse", "setting", "special_circumstances", "narrative"];

function List({ facts }: { facts: readonly IntakeFact[] }) {
  const t = factWords.use();
  return <dl className={styles.facts}>{facts.map(({ name, text, unit }) => <Fact key={name} name={t(name)}>{text}{text && unit && ", "}{unit && <UnitName unit={unit} />}</Fact>)}</dl>;
}

function Allegation({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  if (detail.withheld.includes("allegation")) return <Fact name={t("abuser")}><span className={styles.withheld}>{t("allegation_withheld")}</span></Fact>;
  return detail.intake?.suspectedAbusers.map((person, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a list that only grows
    <Fact key={index} name={t("abuser")}>{abuserText(person, lang)}</Fact>
  ));
}

function InformantFact({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  const { informant, callerNumber } = detail;
  if (detail.withheld.includes("informant")) return <Fact name={t("informant")}><span className={styles.withheld}>{t("informant_withheld")}</span></Fact>;
  return <><Fact name={t("informant")}>{informantText(informant, lang)}</Fact><Fact name={t("caller_number")}>{callerNumber}</Fact></>;
}

export function Facts({ detail }: { detail: CaseDetail }) {
  const t = factWords.use();
  const lang = useLanguage();
  const facts = intakeFacts(detail.intake, lang, useCategories()).filter(({ name }) => name !== "abuser");
  return (
    <section aria-labelledby="facts-title" className={styles.section}>
      <h2 id="facts-title">{t("title")}</h2>
      <List facts={facts.filter(({ name }) => first.includes(name))} />
      <dl className={styles.facts}>
        <Allegation detail={detail} />
        <InformantFact detail={detail} />
        {detail.links.map(({ caseId, number, link }) => (
          <Fact key={caseId + String(link)} name={t("links")}>{label(LinkSchema, link, lang)} · <Link href={`/cases/${caseId}`}>{number || t("links")}</Link></Fact>
        ))}
        {detail.pastUnits.length > 0 && <Fact name={t("past_units")}>{detail.pastUnits.map((unit, index) => <span key={unit}>{index > 0 && ", "}<UnitName unit={unit} /></span>)}</Fact>}
      </dl>
      <details className={styles.more}>
        <summary>{t("more")}</summary>
        <List facts={facts.filter(({ name }) => !first.includes(name))} />
      </details>
    </section>
  );
}
