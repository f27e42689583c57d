// The last import, taken back: the list before it holds again, and what moved by it moves back. Asked once more, since it
// is the whole country's list.
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { useAct } from "../../api/act";
import { DirectoryService, type UndoImportUnitsResponse } from "../../gen/hotline/v1/directory_pb";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Dialog } from "../../parts/Dialog";
import { Changes } from "./ImportTold";
import { importWords } from "./import_words";
import styles from "./Import.module.css";

export function UndoImport() {
  const t = importWords.use();
  const cache = useQueryClient();
  const act = useAct(DirectoryService.method.undoImportUnits);
  const [asked, setAsked] = useState(false);
  const [told, setTold] = useState<UndoImportUnitsResponse | undefined>();
  async function undo() {
    setAsked(false);
    const answer = await act.send({});
    setTold(answer);
    if (answer) await cache.invalidateQueries();
  }
  return (
    <>
      <section className={styles.card} aria-labelledby="import-undo">
        <h2 id="import-undo">{t("undo_title")}</h2>
        <p>{t("undo_long")}</p>
        <div><Button variant="default" leftSection={<IconArrowBackUp size={18} />} loading={act.state === "sending"} onClick={() => (act.reset(), setAsked(true))}>{t("undo")}</Button></div>
        <ConfirmSent act={act}>{t("undone", { count: told?.changeCount ?? 0 })}</ConfirmSent>
      </section>
      {told && <Changes id="undo-changes" title={t("changes_undone", { count: told.changeCount })} changes={told.changes} count={told.changeCount} />}
      {asked && (
        <Dialog title={t("undo_ask")} onClose={() => setAsked(false)}>
          <p>{t("undo_ask_long")}</p>
          <div className={styles.answers}>
            <Button data-autofocus onClick={() => void undo()}>{t("undo_yes")}</Button>
            <Button variant="default" onClick={() => setAsked(false)}>{t("undo_no")}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
