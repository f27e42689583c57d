// What was tried before anybody is telephoned again, oldest first: the steps of the ladder with the proof of their
// delivery, what the duty telephone answered, and every call. Reading it is reading the case, and stands on its record.
import { Button } from "@mantine/core";
import { failureOf } from "../../api/failure";
import { useHistory } from "../../api/history";
import { usePerson } from "../../app/person";
import { label } from "../../contract/labels";
import type { CaseEvent } from "../../gen/hotline/history/v1/event_pb";
import { CallResultSchema, DutyAnswerSchema, LadderRung, LadderRungSchema } from "../../gen/hotline/record/v1/case_pb";
import { RoleSchema } from "../../gen/hotline/record/v1/options_pb";
import type { ClockKind } from "../../gen/hotline/v1/case_detail_pb";
import type { HistoryEntry } from "../../gen/hotline/v1/case_pb";
import type { Call } from "../../gen/hotline/v1/supervision_pb";
import { usePersonName } from "../../parts/person_name";
import { toldBy } from "../../parts/told_by";
import { useUnitName } from "../../parts/unit_name";
import { msOf, nearTime } from "../../time/format";
import { useNow } from "../../time/ticker";
import { useLanguage, usePick, type Language } from "../../words/words";
import { caseOf } from "./steady";
import { callsWords } from "./words";

interface Try {
  what: string;
  unit?: string;
  more: readonly string[];
}

/** One line of what was tried for this clock; nothing for what is no try. */
function tryOf({ body }: CaseEvent, clock: ClockKind, lang: Language): Try | undefined {
  const say = callsWords.say;
  switch (body.case) {
    case "ladderStepTaken": {
      const { clock: of, rung, notice, unit, channels } = body.value;
      if (of !== clock) return undefined;
      if (rung === LadderRung.CALL_LIST) return { what: say("step_list"), more: [] };
      return { what: say(notice ? "step_notice" : "step", { rung: label(LadderRungSchema, rung, lang) }), unit, more: [toldBy(channels)] };
    }
    case "ladderStepDelivered": {
      const { clock: of, rung, delivered, attempts } = body.value;
      if (of !== clock) return undefined;
      return { what: say(delivered ? "arrived" : "not_arrived", { rung: label(LadderRungSchema, rung, lang), count: attempts }), more: [] };
    }
    case "prominentReminded":
      return { what: say(body.value.callList ? "step_list" : "step_silent"), unit: body.value.levels[0]?.unit ?? "", more: [] };
    case "callAttempted": {
      const { unit, whom, result, notes } = body.value.attempt!;
      return { what: say("called", { result: label(CallResultSchema, result, lang) }), unit, more: [whom, notes].filter(Boolean) };
    }
    case "dutyAnswered":
      return { what: say("said_by_telephone", { answer: label(DutyAnswerSchema, body.value.answer, lang) }), more: [] };
    default:
      return undefined;
  }
}

function Line({ entry: { event }, done }: { entry: HistoryEntry; done: Try }) {
  const t = callsWords.use();
  const lang = useLanguage();
  const me = usePerson();
  const now_ms = useNow(60_000);
  const unit = useUnitName(done.unit);
  const { recordedAt, actor } = event!;
  const known = usePersonName(actor?.personId);
  const at_ms = recordedAt ? msOf(recordedAt) : 0;
  const name = actor?.personId === me.personId ? t("you") : known || label(RoleSchema, actor?.role ?? 0, lang);
  const by = actor?.personId ? t("by", { name }) : "";
  return (
    <li>
      <time dateTime={new Date(at_ms).toISOString()}>{nearTime(at_ms, now_ms)}</time>
      <span><strong>{done.what}</strong>{[unit, ...done.more, by].filter(Boolean).map((words) => ` · ${words}`).join("")}</span>
    </li>
  );
}

export function Tried({ call }: { call: Call }) {
  const t = callsWords.use();
  const say = usePick();
  const lang = useLanguage();
  const { entries, error, again } = useHistory(caseOf(call), call.case?.version ?? 0);
  const lines = entries?.flatMap((entry) => {
    const done = entry.event && tryOf(entry.event, call.clock, lang);
    return done ? [{ entry, done }] : [];
  });
  return (
    <>
      {error !== undefined && <p role="alert">{t("tried_failed")} {say(failureOf(error).text)} <Button size="sm" variant="default" onClick={again}>{t("again")}</Button></p>}
      {!lines && error === undefined && <p role="status">{t("tried_opening")}</p>}
      {lines?.length === 0 && <p>{t("tried_none")}</p>}
      {lines && lines.length > 0 && <ol>{lines.map(({ entry, done }) => <Line key={String(entry.logIndex)} entry={entry} done={done} />)}</ol>}
    </>
  );
}
