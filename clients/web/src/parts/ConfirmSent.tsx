// What became of an act, in words, under the button that sent it. "Saved" stands only behind the server's answer.
import { IconCircleCheck, IconCloudOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ActState } from "../api/act";
import type { Failure } from "../api/failure";
import { clockTime } from "../time/format";
import { usePick } from "../words/words";
import { Notice } from "./Notice";
import { partWords } from "./words";

interface Props {
  act: { state: ActState; goesOn: boolean; failure?: Failure | undefined; sent_ms?: number | undefined };
  /** Instead of the plain "saved on the server …". */
  children?: ReactNode;
}

export function ConfirmSent({ act, children }: Props) {
  const t = partWords.use();
  const say = usePick();
  switch (act.state) {
    case "idle":
      return null;
    case "sending":
      return <p role="status">{t("sending")}</p>;
    case "waiting":
      return <Notice icon={IconCloudOff}>{t(act.goesOn ? "waiting" : "waiting_here")}</Notice>;
    case "sent":
      return <Notice icon={IconCircleCheck} tone="done">{children ?? t("sent", { time: clockTime(act.sent_ms ?? 0) })}</Notice>;
    case "failed":
      return <Notice>{act.failure && say(act.failure.text)}</Notice>;
  }
}
