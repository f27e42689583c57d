// The four results of a call, each a key and a button; and what every row of the list is given.
import { choices } from "../../contract/labels";
import { CallResultSchema, type CallResult } from "../../gen/hotline/record/v1/case_pb";
import { useLanguage } from "../../words/words";
import { callsWords } from "./words";
import styles from "./Calls.module.css";

export interface RowProps {
  /** No longer on the server's list. */
  gone: boolean;
  /** The keys speak of this one. */
  here: boolean;
  /** The result that is being recorded. */
  result: CallResult | undefined;
  /** What was tried is shown. */
  open: boolean;
  onHere(): void;
  onResult(result: CallResult): void;
  onClose(): void;
  onOpen(): void;
  /** The list is to be read again. */
  onChanged(): void;
}

export function Results({ office, result, onResult }: { office: string; result: CallResult | undefined; onResult(result: CallResult): void }) {
  const t = callsWords.use();
  const lang = useLanguage();
  return (
    <div className={styles.results} role="group" aria-label={`${t("result")}: ${office}`}>
      {choices(CallResultSchema, lang).map(({ value, label: words }) => (
        <button key={value} type="button" className={styles.result} aria-pressed={result === value} onClick={() => onResult(value as CallResult)}>
          <kbd aria-hidden>{value}</kbd><span>{words}</span>
        </button>
      ))}
    </div>
  );
}
