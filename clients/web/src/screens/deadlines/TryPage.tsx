// "With these rules, what would have been late?": other deadlines tried on the histories of a period. The server
// computes a part at a time and says how far it is; whoever stops, or leaves the page, ends it there.
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { useQuery } from "@connectrpc/connect-query";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { transport } from "../../api/transport";
import { choices, label } from "../../contract/labels_apart";
import { limitsOf } from "../../contract/rules";
import { DeadlineService, DeadlinesSchema, PlanStartSchema, SpanUnit, SpanUnitSchema, TimeSpanSchema, type Deadlines, type PlanStart, type SimulateDeadlinesResponse, type TimeSpan } from "../../gen/hotline/v1/deadline_pb";
import { useReady } from "../../parts/Afterwards";
import { EmptyState } from "../../parts/EmptyState";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { pastYear, type Span } from "../../parts/past_year";
import { useLanguage, usePick, type Pair } from "../../words/words";
import { isPeriod, Period, periodOf } from "./Period";
import { Found } from "./Found";
import { deadlineWords } from "./words";
import styles from "./Deadlines.module.css";

const client = createClient(DeadlineService, transport);
const simulate_max_ms = 15 * 60_000;
const rules = [
  ["acknowledgeHigh", "rule_acknowledge_high"],
  ["acknowledgeMedium", "rule_acknowledge_medium"],
  ["acknowledgeLow", "rule_acknowledge_low"],
  ["emergency", "rule_emergency"],
  ["plan", "rule_plan"],
  ["separation", "rule_separation"],
] as const;
type RuleKey = (typeof rules)[number][0];
/** What each begins with where none is set: as the service comes with it. */
const verify_at_first = create(TimeSpanSchema, { amount: 2, of: SpanUnit.WORKING_DAYS });
const forward_rules = [
  ["forwardHigh", "rule_forward_high", create(TimeSpanSchema, { amount: 30, of: SpanUnit.MINUTES })],
  ["forwardMedium", "rule_forward_medium", create(TimeSpanSchema, { amount: 2, of: SpanUnit.HOURS })],
  ["forwardLow", "rule_forward_low", create(TimeSpanSchema, { amount: 8, of: SpanUnit.WORKING_HOURS })],
] as const;
type ForwardKey = (typeof forward_rules)[number][0];

interface State {
  running: boolean;
  told?: SimulateDeadlinesResponse;
  failed?: Pair;
  stopped?: boolean;
}

function useSimulation() {
  const [state, setState] = useState<State>({ running: false });
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  async function run(deadlines: Deadlines, span: Span) {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setState({ running: true });
    try {
      for await (const told of client.simulateDeadlines({ deadlines, period: periodOf(span) }, { signal, timeoutMs: simulate_max_ms })) setState({ running: !told.done, told });
    } catch (thrown) {
      setState(signal.aborted ? { running: false, stopped: true } : { running: false, failed: failureOf(thrown).text });
    }
  }
  return { ...state, run, stop: () => stop.current?.abort() };
}

function Rule({ words, value, now, onChange }: { words: (typeof rules)[number][1] | (typeof forward_rules)[number][1] | "rule_verify"; value: TimeSpan; now: TimeSpan | undefined; onChange(span: TimeSpan): void }) {
  const t = deadlineWords.use();
  const lang = useLanguage();
  const { min, max } = limitsOf(TimeSpanSchema, "amount");
  const rule = t(words);
  return (
    <fieldset className={styles.rule}>
      <legend>{rule}</legend>
      <Field label={<span className="visually-hidden">{t("amount", { rule })}</span>} hint={now ? t("now_is", { span: `${now.amount} ${label(SpanUnitSchema, now.of, lang)}` }) : t("now_none")}>
        {(props) => <TextInput {...props} type="number" inputMode="numeric" min={min} max={max} value={value.amount || ""} onChange={({ currentTarget }) => onChange({ ...value, amount: Number(currentTarget.value) })} />}
      </Field>
      <Field label={<span className="visually-hidden">{t("of", { rule })}</span>}>
        {(props) => <NativeSelect {...props} size="md" value={value.of} data={choices(SpanUnitSchema, lang).map((one) => ({ value: String(one.value), label: one.label }))} onChange={({ currentTarget }) => onChange({ ...value, of: Number(currentTarget.value) as SpanUnit })} />}
      </Field>
    </fieldset>
  );
}

/** A deadline that a place may do without. */
function Verify({ value, now, onChange }: { value: TimeSpan | undefined; now: TimeSpan | undefined; onChange(span: TimeSpan | undefined): void }) {
  const t = deadlineWords.use();
  return (
    <div className={styles.optional}>
      <Checkbox label={t("verify_on")} checked={value !== undefined} onChange={({ currentTarget }) => onChange(currentTarget.checked ? now ?? verify_at_first : undefined)} />
      {value && <Rule words="rule_verify" value={value} now={now} onChange={onChange} />}
    </div>
  );
}

/** Of what came back, by the risk: all of it or none. */
function Forward({ value, now, onChange }: { value: Deadlines; now: Deadlines; onChange(spans: Partial<Record<ForwardKey, TimeSpan>>): void }) {
  const t = deadlineWords.use();
  const spans = Object.fromEntries(forward_rules.map(([key, , first]) => [key, value[key] ?? now[key] ?? first])) as Record<ForwardKey, TimeSpan>;
  const on = value.forwardHigh !== undefined;
  return (
    <div className={styles.whole}>
      <Checkbox label={t("forward_on")} checked={on} onChange={({ currentTarget }) => onChange(currentTarget.checked ? spans : {})} />
      {on && <div className={styles.rules}>{forward_rules.map(([key, words]) => <Rule key={key} words={words} value={spans[key]} now={now[key]} onChange={(span) => onChange({ ...spans, [key]: span })} />)}</div>}
    </div>
  );
}

function Progress({ told }: { told: SimulateDeadlinesResponse | undefined }) {
  const t = deadlineWords.use();
  const done = Number(told?.casesDone ?? 0), all = Number(told?.casesTotal ?? 0);
  const words = done === 0 ? t("listing") : t("progress", { done, all });
  return <div role="status"><progress className={styles.progress} max={all || 1} value={done} aria-label={words} /><p className={styles.quiet}>{words}</p></div>;
}

function Try({ now }: { now: Deadlines }) {
  const t = deadlineWords.use();
  const say = usePick();
  const lang = useLanguage();
  const [span, setSpan] = useState(pastYear);
  const [tried, setTried] = useState<Deadlines>(now);
  const { running, told, failed, stopped, run, stop } = useSimulation();
  const put = (key: RuleKey, value: TimeSpan) => setTried(create(DeadlinesSchema, { ...tried, [key]: value }));
  function putVerify(verify: TimeSpan | undefined) {
    const { verify: _, ...others } = tried;
    setTried(create(DeadlinesSchema, verify ? { ...others, verify } : others));
  }
  function putForward(spans: Partial<Record<ForwardKey, TimeSpan>>) {
    const { forwardHigh: _high, forwardMedium: _medium, forwardLow: _low, ...others } = tried;
    setTried(create(DeadlinesSchema, { ...others, ...spans }));
  }
  const whole = isPeriod(span) && rules.every(([key]) => (tried[key]?.amount ?? 0) > 0) && tried.verify?.amount !== 0 && forward_rules.every(([key]) => tried[key]?.amount !== 0);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (whole && !running) void run(tried, span);
  }
  return (
    <>
      <form className={styles.form} onSubmit={submit} noValidate aria-labelledby="try-title">
        <section className={styles.card} aria-labelledby="try-period"><h2 id="try-period">{t("period")}</h2><Period value={span} onChange={setSpan} /></section>
        <section className={styles.card} aria-labelledby="try-rules">
          <h2 id="try-rules">{t("rules")}</h2>
          <div className={styles.rules}>
            {rules.map(([key, words]) => <Rule key={key} words={words} value={tried[key]!} now={now[key]!} onChange={(value) => put(key, value)} />)}
            <Verify value={tried.verify} now={now.verify} onChange={putVerify} />
            <Field label={t("plan_start")}>
              {(props) => <NativeSelect {...props} size="md" value={tried.planStart} data={choices(PlanStartSchema, lang).map((one) => ({ value: String(one.value), label: one.label }))} onChange={({ currentTarget }) => setTried(create(DeadlinesSchema, { ...tried, planStart: Number(currentTarget.value) as PlanStart }))} />}
            </Field>
            <Forward value={tried} now={now} onChange={putForward} />
          </div>
          <div className={styles.buttons}>
            <Button type="submit" leftSection={<IconPlayerPlay size={18} aria-hidden />} disabled={running || !whole}>{t("run")}</Button>
            {running && <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={stop}>{t("stop")}</Button>}
            <Button variant="default" disabled={running} onClick={() => setTried(now)}>{t("reset")}</Button>
          </div>
        </section>
      </form>
      {running && <Progress told={told} />}
      {stopped && <Notice>{t("stopped")}</Notice>}
      {failed && <Notice>{t("try_failed", { text: say(failed) })}</Notice>}
      {told?.done && <Found found={told} />}
    </>
  );
}

export default function TryPage() {
  const t = deadlineWords.use();
  const say = usePick();
  const { data, error, refetch } = useQuery(DeadlineService.method.getDeadlines, {}, { staleTime: Infinity });
  const ready = useReady(data?.deadlines !== undefined);
  return (
    <section className={styles.page}>
      <header className={styles.head}>
        <h1 id="try-title">{t("try_title")}</h1>
        <Link href="/deadlines" className={styles.link!}>{t("back")}</Link>
      </header>
      <p className={styles.lead}>{t("try_lead")}</p>
      {error && <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>}
      {data?.deadlines && ready && <Try now={data.deadlines} />}
    </section>
  );
}
