// Figures of an office and all below it, in a period: pictures first, a table behind each, and from a figure about cases
// the way to the cases. No person is in any of it.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconEyeOff, IconFileSpreadsheet, IconPrinter } from "@tabler/icons-react";
import { keepPreviousData } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { failureOf } from "../../api/failure";
import { useCommands } from "../../app/commands";
import { usePerson } from "../../app/person";
import { mayCall, officesFor } from "../../contract/access";
import { label } from "../../contract/labels_apart";
import { useCategories } from "../../contract/reference";
import { Dimension, DimensionSchema, StatisticsService, UnitTreeSchema, type GetStatisticsRequestSchema, type GetStatisticsResponse } from "../../gen/hotline/v1/statistics_pb";
import { Afterwards, useReady } from "../../parts/Afterwards";
import { Choice } from "../../parts/Choice";
import { EmptyState } from "../../parts/EmptyState";
import { fileCommands, Files, FilesSaid, useFiles } from "../../parts/Files";
import { NotNoted, useLeaving } from "../../parts/Leaving";
import { Notice } from "../../parts/Notice";
import { useUnitName } from "../../parts/unit_name";
import { useReturn } from "../../parts/use_return";
import { dateTime, isoDate } from "../../time/format";
import { now_ms } from "../../time/server_time";
import { useLanguage, usePick } from "../../words/words";
import { Behind } from "./Behind";
import { Controls } from "./Controls";
import { useDays } from "./days";
import { keyLabel } from "../../parts/figure_words";
import { hidesSome } from "./figures";
import { Pictures } from "./Pictures";
import { useDutyPeriods } from "./duty_periods";
import { dayWords, spanOf, type Yearly } from "./period";
import { comparedSpan, firstSelection, useSelection, type Behind as BehindFigure, type StatisticsSelection } from "./selection";
import { exportedDimensions, wordsOfFigures } from "./sheet";
import { useShown } from "./shown";
import { requestOf, useTrend, type Asked } from "./trend";
import { statisticsWords } from "./words";
import styles from "./Statistics.module.css";

/** What the figures are of, as the page, the paper and the file say it. */
function useTold(asked: Asked, unit: string, below: boolean): string[] {
  const office = useUnitName(unit);
  const t = statisticsWords.use();
  const lang = useLanguage();
  const { span, compared, forOthers, tree } = asked;
  const days = ({ from, to }: { from: string; to: string }) => ({ from: dayWords(from), to: dayWords(to) });
  return [
    below ? t("with_below", { unit: office }) : office,
    t("span", days(span)) + (span.to >= isoDate(now_ms()) ? ` (${t("not_over")})` : ""),
    forOthers ? t("for_others_told") : t("tree_told", { tree: label(UnitTreeSchema, tree, lang) }),
    compared ? t("beside", days(compared)) : "",
  ].filter(Boolean);
}

interface FiguresProps {
  tables: boolean;
  onTables(on: boolean): void;
  asked: Asked;
  selection: StatisticsSelection;
  answer: GetStatisticsResponse;
  /** As the answer was asked for. */
  request: MessageInitShape<typeof GetStatisticsRequestSchema>;
  made: string;
  put(change: Partial<StatisticsSelection>): void;
}

/** The whole of it, once it was counted. */
function Figures({ asked, selection, answer, request, made, tables, onTables, put }: FiguresProps) {
  const t = statisticsWords.use();
  const person = usePerson();
  const unit = answer.unit || asked.unit;
  const shown = useShown(answer, asked, unit);
  const trend = useTrend({ ...asked, unit }, selection.compare === "year");
  const days = useDays({ ...asked, unit });
  const told = useTold(asked, unit, shown.offices !== undefined);
  const hides = shown.groups.some(({ pictures }) => pictures.some(hidesSome)) || answer.totals.some(({ count }) => count === undefined);
  const toCases = mayCall(person, "StatisticsService.ListCasesBehind") && !asked.forOthers;
  const lists = useCategories();
  const lang = useLanguage();
  // Every dimension that the page shows, with its days and months too: the file holds all of them.
  const files = useFiles(() => ({ statistics: { ...request, dimensions: exportedDimensions(asked) }, words: wordsOfFigures(answer, lists, lang, asked) }));
  const leaving = useLeaving({ statistics: request });
  const print = () => leaving.by(() => window.print());
  useCommands([
    ...fileCommands("statistics", files),
    { id: "statistics.print", words: statisticsWords.both("print"), keys: "Mod+P", run: print },
    { id: "statistics.tables", words: ["Đổi hình, bảng", "Switch pictures and tables"], run: () => onTables(!tables) },
  ]);
  return (
    <>
      <div className={styles.figures_head}>
        <p className={styles.told}>{told.map((one) => <span key={one}>{one}</span>)}<span>{made}</span></p>
        <div className={styles.tools} data-screen-only>
          <Choice inline label={<span className="visually-hidden">{t("show")}</span>} options={[{ value: 0, label: t("pictures") }, { value: 1, label: t("tables") }]} value={Number(tables)} onChange={(value) => onTables(value === 1)} />
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={print}>{t("print")}</Button>
          <Files files={files} />
        </div>
      </div>
      <p className={styles.note} data-screen-only>{t("logged")}</p>
      <FilesSaid files={files} />
      <NotNoted leaving={leaving} />
      {hides && <Notice tone="calm" icon={IconEyeOff}>{t("hidden_why")}</Notice>}
      <Afterwards>
        <Pictures key={String(tables)} shown={shown} trend={trend} days={days} unit={unit} tables={tables} onOpen={(next) => put({ unit: next })}
          toCases={toCases ? (dimension, line, span) => put({ behind: { dimension, key: line.key, span: span ?? asked.span } }) : undefined} />
      </Afterwards>
    </>
  );
}

function useBehindTitle(figure: BehindFigure): string {
  const t = statisticsWords.use();
  const lang = useLanguage();
  const lists = useCategories();
  const unit = useUnitName(figure.dimension === Dimension.CASE_UNIT ? figure.key : undefined);
  if (!figure.dimension) return t("all_cases");
  return t("of_which", { what: label(DimensionSchema, figure.dimension, lang), title: unit || keyLabel(figure.dimension, figure.key, lists, lang) });
}

function Cases({ figure, asked }: { figure: BehindFigure; asked: Asked }) {
  const office = useUnitName(asked.unit);
  return <Behind figure={figure} unit={asked.unit} tree={asked.tree} compared={asked.compared} title={useBehindTitle(figure)} office={office} onBack={() => window.history.back()} />;
}

function Counted(props: Omit<FiguresProps, "answer" | "request" | "made">) {
  const t = statisticsWords.use();
  const say = usePick();
  const { unit, tree, span, compared, forOthers } = props.asked;
  const request = { unit, period: requestOf(span), forOthers, ...(!forOthers && { tree }), ...(compared && { comparedWith: requestOf(compared) }) };
  const { data, error, isPlaceholderData, dataUpdatedAt, refetch } = useQuery(StatisticsService.method.getStatistics, request, { staleTime: 30_000, placeholderData: keepPreviousData });
  if (error) return <EmptyState title={t("failed")} action={{ words: t("again"), run: () => void refetch() }}>{say(failureOf(error).text)}</EmptyState>;
  // Figures never stand under the words of another question.
  if (!data || isPlaceholderData) return <p role="status" className={styles.counting}>{t("counting")}</p>;
  return <Figures {...props} answer={data} request={request} made={t("made", { time: dateTime(dataUpdatedAt) })} />;
}

export default function StatisticsPage() {
  const t = statisticsWords.use();
  const yearly = useDutyPeriods();
  const ready = useReady(yearly !== undefined);
  return yearly && ready ? <Page yearly={yearly} /> : <p role="status" className={styles.counting}>{t("opening")}</p>;
}

function Page({ yearly }: { yearly: readonly Yearly[] }) {
  const t = statisticsWords.use();
  const person = usePerson();
  const today = isoDate(now_ms());
  const [selection, put] = useSelection<StatisticsSelection>("/statistics", firstSelection(today, yearly), today);
  const heading = useRef<HTMLHeadingElement>(null);
  const owned = officesFor(person, "StatisticsService.GetStatistics");
  const own = owned.includes(selection.own) ? selection.own : owned[0]!;
  const unit = selection.unit || own;
  const span = spanOf(selection);
  const asked = span && { unit, tree: selection.tree, span, compared: comparedSpan(selection), forOthers: selection.forOthers };
  const [tables, setTables] = useState(false);
  const left = useReturn(Boolean(selection.behind), unit, heading);
  if (selection.behind && asked) return <Cases figure={selection.behind} asked={asked} />;
  return (
    <article className={styles.page} aria-labelledby="statistics-title">
      <div className={styles.title}>
        <h1 id="statistics-title" ref={heading} tabIndex={-1}>{t("title")}</h1>
        {mayCall(person, "ReportFormService.FillReport") && <Link href="/statistics/report" className={styles.to_reports} data-screen-only><IconFileSpreadsheet size={20} aria-hidden />{t("to_reports")}</Link>}
      </div>
      <Controls selection={selection} unit={unit} own={own} owned={owned} put={put} />
      {asked ? <Counted asked={asked} selection={selection} tables={tables} onTables={setTables} put={(change) => (change.behind && left(), put(change))} /> : <p className={styles.note} role="status">{t("no_period")}</p>}
    </article>
  );
}
