// Said at once where nobody answers for an office that gets a case or has it: a person has to telephone, also before any
// clock has run out. To the office itself it is not said: whoever reads it there is there.
import { IconUserOff } from "@tabler/icons-react";
import { usePerson } from "../app/person";
import type { NobodyAnswers as Nobody } from "../gen/hotline/v1/case_detail_pb";
import { Notice } from "./Notice";
import { Telephones } from "./Telephones";
import { useUnitName } from "./unit_name";
import { partWords } from "./words";
import styles from "./NobodyAnswers.module.css";

export function NobodyAnswers({ nobody }: { nobody: Nobody | undefined }) {
  const t = partWords.use();
  const unit = useUnitName(nobody?.unit);
  const own = usePerson().memberships.some((membership) => membership.unit === nobody?.unit);
  if (!nobody || own) return null;
  return (
    <div className={styles.line}>
      <Notice icon={IconUserOff}>
        <span className={styles.words}>
          <span>{t(nobody.registered ? "nobody_on_duty" : "nobody_registered", { unit: unit || "…" })}</span>
          <Telephones numbers={nobody.telephones} />
        </span>
      </Notice>
    </div>
  );
}
