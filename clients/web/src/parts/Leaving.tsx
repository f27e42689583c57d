// Figures leave the screen, on paper or as a file that the page makes: the log has it before they do. The one way for
// every page of figures; what the server makes as a file it notes itself.
//
//   const leaving = useLeaving({ statistics: request });   // what the page shows, as it asked for it
//   leaving.by(() => window.print());                      // done when the entry is durable, else not at all
//   <NotNoted leaving={leaving} />                         // why nothing left
import type { MessageInitShape } from "@bufbuild/protobuf";
import { useMutation } from "@connectrpc/connect-query";
import { failureOf } from "../api/failure";
import { ReportFormService, type NoteExportRequestSchema } from "../gen/hotline/v1/report_form_pb";
import { usePick } from "../words/words";
import { Notice } from "./Notice";

export function useLeaving(shown: MessageInitShape<typeof NoteExportRequestSchema>) {
  const { mutateAsync, error } = useMutation(ReportFormService.method.noteExport);
  return { by: (take: () => void) => void mutateAsync(shown).then(take, () => undefined), error };
}

export function NotNoted({ leaving: { error } }: { leaving: Pick<ReturnType<typeof useLeaving>, "error"> }) {
  const say = usePick();
  return error && <div data-screen-only><Notice>{say(failureOf(error).text)}</Notice></div>;
}
