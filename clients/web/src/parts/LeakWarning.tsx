// The warning before a text is sent that betrays the informant: said once, with the fields that hold it, each a way there;
// sending again keeps the text as it is.
import { IconEyeExclamation } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { Leak } from "./leak";
import { Notice } from "./Notice";
import { partWords } from "./words";
import styles from "./LeakWarning.module.css";

export interface ToldLeak extends Leak {
  /** What the form calls the field. */
  field: string;
}

export interface Leaking {
  /** What the person was warned of and has not changed since. */
  leaks: readonly ToldLeak[];
  /** True where the person must be warned first, and now is. */
  stops(): boolean;
  /** It was sent. */
  clear(): void;
}

type Control = HTMLInputElement | HTMLTextAreaElement;

/** A place is one question with two fields, and its path is the question's. */
const controlOf = (path: string) =>
  [path, path.replace(/\.[^.]*$/, "")].map((one) => document.querySelector<Control>(`[data-path="${one}"]`)).find((control) => control !== null);

const nameOf = (path: string) => controlOf(path)?.labels?.[0]?.firstChild?.textContent ?? "";

const nothing = { told: "", fields: [] as readonly string[] };

export function useLeaking(found: readonly Leak[]): Leaking {
  const [warned, setWarned] = useState(nothing);
  const told = found.map(({ what, path }) => `${what} ${path}`).join();
  const leaks = useMemo(
    () => (told !== "" && warned.told === told ? found.map((leak, at) => ({ ...leak, field: warned.fields[at] ?? "" })) : []),
    // oxlint-disable-next-line react/exhaustive-deps -- `told` stands for the list
    [told, warned],
  );
  return {
    leaks,
    stops() {
      if (told === "" || leaks.length > 0) return false;
      flushSync(() => setWarned({ told, fields: [] })); // what was folded away is open now, and says what it is called
      setWarned({ told, fields: found.map(({ path }) => nameOf(path)) });
      return true;
    },
    clear: () => setWarned(nothing),
  };
}

export function LeakWarning({ leaks }: { leaks: readonly ToldLeak[] }) {
  const t = partWords.use();
  if (leaks.length === 0) return null;
  const what = [...new Set(leaks.map((leak) => t(`leak_${leak.what}`)))].join(", ");
  const fields = new Map(leaks.map(({ path, field }) => [path, field]));
  return (
    <Notice icon={IconEyeExclamation}>
      {t("leak", { what })}{" "}
      {[...fields].map(([path, field], at) => <span key={path}>{at > 0 && ", "}<button type="button" className={styles.there} onClick={() => controlOf(path)?.focus()}>{field || t("leak_text")}</button></span>)}.{" "}
      {t("leak_long")}
    </Notice>
  );
}
