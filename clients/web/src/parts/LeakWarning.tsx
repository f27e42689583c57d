// The warning before a text is sent that betrays the informant: said once, and sending again keeps the text as it is.
import { IconEyeExclamation } from "@tabler/icons-react";
import { useState } from "react";
import type { Leak } from "./leak";
import { Notice } from "./Notice";
import { partWords } from "./words";

export interface Leaking {
  /** What the person was warned of and has not changed since. */
  leaks: readonly Leak[];
  /** True where the person must be warned first, and now is. */
  stops(): boolean;
  /** It was sent. */
  clear(): void;
}

export function useLeaking(found: readonly Leak[]): Leaking {
  const [warned, setWarned] = useState("");
  const told = found.join();
  const leaks = told !== "" && warned === told ? found : [];
  return {
    leaks,
    stops() {
      if (told === "" || leaks.length > 0) return false;
      setWarned(told);
      return true;
    },
    clear: () => setWarned(""),
  };
}

export function LeakWarning({ leaks }: { leaks: readonly Leak[] }) {
  const t = partWords.use();
  if (leaks.length === 0) return null;
  return <Notice icon={IconEyeExclamation}>{t("leak", { what: leaks.map((leak) => t(`leak_${leak}`)).join(", ") })}</Notice>;
}
