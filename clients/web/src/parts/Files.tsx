// Figures as files that the server makes, the same cells in each: XLSX, CSV, JSON. It notes in its log that they leave
// before they do. The one way for every page of figures.
//
//   const files = useFiles(() => ({ statistics: request, words }));   // what the page shows, as it asked for it
//   <Files files={files} />                                           // the buttons
//   <FilesSaid files={files} />                                       // what became of it
import type { MessageInitShape } from "@bufbuild/protobuf";
import { useMutation } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { IconFileSpreadsheet, IconFileTypeCsv, IconJson } from "@tabler/icons-react";
import { useState } from "react";
import { failureOf } from "../api/failure";
import { ReportFile, ReportFormService, ReportLanguage, type ExportReportRequestSchema } from "../gen/hotline/v1/report_form_pb";
import { defineWords, useLanguage, usePick } from "../words/words";
import { Notice } from "./Notice";
import { saveFile } from "./save_file";

const fileWords = defineWords("files", {
  xlsx: ["Tải XLSX", "Download XLSX"],
  csv: ["Tải CSV", "Download CSV"],
  json: ["Tải JSON", "Download JSON"],
  making: ["Đang lập tệp…", "Making the file…"],
  saved: ["Đã tải {{name}}. Việc tải được ghi vào nhật ký.", "{{name}} was saved. The log says so."],
});

type Wanted = Omit<MessageInitShape<typeof ExportReportRequestSchema>, "file" | "language" | "$typeName">;

export function useFiles(wanted: () => Wanted) {
  const lang = useLanguage();
  const [saved, setSaved] = useState("");
  const { mutateAsync, isPending, error } = useMutation(ReportFormService.method.exportReport);
  async function make(file: ReportFile) {
    setSaved("");
    const answer = await mutateAsync({ ...wanted(), file, language: lang === "en" ? ReportLanguage.ENGLISH : ReportLanguage.VIETNAMESE }).catch(() => undefined);
    if (!answer) return;
    saveFile(answer.fileName, answer.content, answer.mediaType);
    setSaved(answer.fileName);
  }
  return { take: (file: ReportFile) => void make(file), isPending, error, saved };
}

export type FilesMade = ReturnType<typeof useFiles>;

/** For the palette. */
export const fileCommands = (page: string, { take }: FilesMade) => [
  { id: `${page}.xlsx`, words: fileWords.both("xlsx"), run: () => take(ReportFile.XLSX) },
  { id: `${page}.csv`, words: fileWords.both("csv"), run: () => take(ReportFile.CSV) },
];

export function Files({ files: { take } }: { files: FilesMade }) {
  const t = fileWords.use();
  return (
    <>
      <Button variant="default" leftSection={<IconFileSpreadsheet size={18} aria-hidden />} onClick={() => take(ReportFile.XLSX)}>{t("xlsx")}</Button>
      <Button variant="default" leftSection={<IconFileTypeCsv size={18} aria-hidden />} onClick={() => take(ReportFile.CSV)}>{t("csv")}</Button>
      <Button variant="default" leftSection={<IconJson size={18} aria-hidden />} onClick={() => take(ReportFile.JSON)}>{t("json")}</Button>
    </>
  );
}

export function FilesSaid({ files: { isPending, error, saved } }: { files: FilesMade }) {
  const t = fileWords.use();
  const say = usePick();
  return (
    <div data-screen-only>
      <p role="status" className="note">{isPending ? t("making") : saved && t("saved", { name: saved })}</p>
      {error && <Notice>{say(failureOf(error).text)}</Notice>}
    </div>
  );
}
