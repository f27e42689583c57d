// The last import, taken back: the list before it holds again, and what moved by it moves back. Asked once more, since it
// is the whole country's list: with when that import was and how large, so that nobody takes back another one than they mean.
import { useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../../api/act";
import { DirectoryService } from "../../gen/hotline/v1/directory_pb";
import type { GetLastImportResponse, UndoImportUnitsResponse } from "../../gen/hotline/v1/unit_import_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Dialog } from "../../parts/Dialog";
import { dateTime, msOf } from "../../time/format";
import { Changes } from "./ImportTold";
import { importWords } from "./import_words";
import styles from "./Import.module.css";

export function UndoImport() {
  const t = importWords.use();
  const cache = useQueryClient();
  const act = useAct(DirectoryService.method.undoImportUnits);
  const last = useQuery(DirectoryService.method.getLastImport, {}, { staleTime: 0 }).data;
  // What is taken back is what was shown when it was asked, whatever anybody changes meanwhile.
  const [asked, setAsked] = useState<GetLastImportResponse | undefined>();
  const [told, setTold] = useState<UndoImportUnitsResponse | undefined>();
  async function undo(seen: GetLastImportResponse) {
    setAsked(undefined);
    setTold(await act.send({ expectedImportVersion: seen.version }));
    await cache.invalidateQueries(); // also after a refusal: somebody else has changed the list
  }
  const which = (seen: GetLastImportResponse) => seen.changedAt && t(seen.takenBack ? "undo_which_back" : "undo_which", { at: dateTime(msOf(seen.changedAt)), count: seen.changeCount });
  return (
    <>
      <section className={styles.card} aria-labelledby="import-undo">
        <h2 id="import-undo">{t("undo_title")}</h2>
        <p>{t("undo_long")}</p>
        {last && <p>{last.version ? which(last) : t("undo_none")}</p>}
        <div><Button variant="default" leftSection={<IconArrowBackUp size={18} />} loading={act.state === "sending"} disabled={!last?.version} onClick={() => (act.reset(), setAsked(last))}>{t("undo")}</Button></div>
        <ConfirmSent act={act}>{t("undone", { count: told?.changeCount ?? 0 })}</ConfirmSent>
      </section>
      {told && <Changes id="undo-changes" title={t("changes_undone", { count: told.changeCount })} told={told} />}
      {asked && (
        <Dialog title={t("undo_ask")} onClose={() => setAsked(undefined)}>
          <p>{which(asked)}</p>
          <p>{t("undo_ask_long")}</p>
          <div className={styles.answers}>
            <Button data-autofocus onClick={() => void undo(asked)}>{t("undo_yes")}</Button>
            <Button variant="default" onClick={() => setAsked(undefined)}>{t("undo_no")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
