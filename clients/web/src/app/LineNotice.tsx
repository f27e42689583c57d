import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { line } from "../api/line";
import { Notice } from "../parts/Notice";
import { useStore } from "../store";
import { clockTime } from "../time/format";
import { appWords } from "./words";

interface Props {
  /** What is typed outlasts the page; absent: nothing is typed here, or it is not known. */
  lasts?: boolean | undefined;
}

/** Says in a sentence what a line that is down means for the work. */
export function LineNotice({ lasts }: Props) {
  const t = appWords.use();
  const { state, since_ms } = useStore(line);
  if (state === "online") return null;
  const offline = lasts === undefined ? "offline_only" : lasts ? "offline_long" : "offline_page";
  return (
    <Notice icon={state === "offline" ? IconCloudOff : IconRefresh}>
      {t(state === "offline" ? offline : "restarting_long", { time: clockTime(since_ms) })}
    </Notice>
  );
}
