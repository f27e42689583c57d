// Which levels above a prominent case have taken note of it and when, and which have not yet: in the case each of them
// with what became of its message, in a list how many.
import type { ProminentLevel } from "../gen/hotline/v1/case_detail_pb";
import { msOf, nearTime } from "../time/format";
import { useNow } from "../time/ticker";
import { useUnitName } from "./unit_name";
import { partWords } from "./words";

function Level({ level, now_ms }: { level: ProminentLevel; now_ms: number }) {
  const t = partWords.use();
  const unit = useUnitName(level.unit);
  if (level.acknowledgedAt) return <>{unit}: {t("level_took_note", { at: nearTime(msOf(level.acknowledgedAt), now_ms) })}</>;
  const message = level.deliveredAt ? t("level_reached", { at: nearTime(msOf(level.deliveredAt), now_ms) })
    : level.toldAt ? t("level_told", { at: nearTime(msOf(level.toldAt), now_ms) })
    : t("level_no_address");
  const since = level.callSince ? t("level_to_call", { at: nearTime(msOf(level.callSince), now_ms) })
    : level.remindedAt ? t("level_reminded", { at: nearTime(msOf(level.remindedAt), now_ms) })
    : "";
  return <>{unit}: <strong>{t("level_has_not")}</strong> ({[message, since].filter(Boolean).join(", ")})</>;
}

export function ProminentLevels({ levels }: { levels: readonly ProminentLevel[] }) {
  const now_ms = useNow(60_000);
  return levels.map((level, index) => <span key={level.unit}>{index > 0 && " · "}<Level level={level} now_ms={now_ms} /></span>);
}

export function LevelsWaiting({ levels, className }: { levels: readonly ProminentLevel[]; className?: string | undefined }) {
  const t = partWords.use();
  const count = levels.filter(({ acknowledgedAt }) => !acknowledgedAt).length;
  return count > 0 && <span className={className}>{t("levels_wait", { count })}</span>;
}
