import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { line } from "../api/line";
import { Notice } from "../parts/Notice";
import { useStore } from "../store";
import { clockTime } from "../time/format";
import { appWords } from "./words";

/** Says in a sentence what a line that is down means for the work. */
export function LineNotice() {
  const t = appWords.use();
  const { state, since_ms } = useStore(line);
  if (state === "online") return null;
  return (
    <Notice icon={state === "offline" ? IconCloudOff : IconRefresh}>
      {t(state === "offline" ? "offline_long" : "restarting_long", { time: clockTime(since_ms) })}
    </Notice>
  );
}
