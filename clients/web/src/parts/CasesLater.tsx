// Cases behind a figure, for screens that begin without them: what draws the list is asked for when a figure is opened, and
// the worker that keeps the build off line has it by then.
import type { ComponentProps } from "react";
import type { CaseList as List } from "./CaseList";
import type { CasesBehind as Behind } from "./CasesBehind";
import { behindWords } from "./cases_behind";
import { loadedOnce, useLoaded } from "./use_loaded";

const list = loadedOnce(() => import("./CaseList"));
const behind = loadedOnce(() => import("./CasesBehind"));

function Opening() {
  return <p role="status">{behindWords.use()("opening")}</p>;
}

export function CaseList(props: ComponentProps<typeof List>) {
  const code = useLoaded(list);
  return code ? <code.CaseList {...props} /> : <Opening />;
}

export function CasesBehind(props: ComponentProps<typeof Behind>) {
  const code = useLoaded(behind);
  return code ? <code.CasesBehind {...props} /> : <Opening />;
}
