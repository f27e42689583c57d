// What the papers are filled from: the case as it is now, and of its history what the forms ask for beyond that.
import { create } from "@bufbuild/protobuf";
import { useQuery } from "@connectrpc/connect-query";
import { useHistory } from "../../api/history";
import type { CaseEvent } from "../../gen/hotline/history/v1/event_pb";
import { AssessmentKind, type Assessment } from "../../gen/hotline/record/v1/case_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import { FormRecordSchema, type FormRecord } from "../../gen/hotline/v1/reference_pb";
import { usePersonName } from "../../parts/person_name";

function lastAssessment(events: readonly CaseEvent[], of: AssessmentKind): Assessment | undefined {
  const made = events.map(({ body }) => (body.case === "assessed" ? body.value.assessment : undefined));
  return made.findLast((assessment) => assessment?.kind === of);
}

/** Undefined until everything is there. */
export function usePapers(caseId: string): { record: FormRecord | undefined; error: unknown } {
  const found = useQuery(CaseService.method.getCase, { caseId }, { staleTime: 0 });
  const detail = found.data?.case;
  const history = useHistory(caseId, detail?.entries ?? 0);
  const events = history.entries?.flatMap(({ event }) => event ?? []) ?? [];
  const first = events.find(({ body }) => body.case === "opened");
  const recordedBy = usePersonName(first?.actor?.personId);
  const error = found.error ?? history.error;
  if (!detail || !history.entries) return { record: undefined, error };
  const measures = events.map(({ body }) => (body.case === "emergencyStarted" ? body.value.measures : undefined)).findLast(Boolean);
  const contact = first?.body.case === "opened" ? first.body.value.contact : undefined;
  const [initialAssessment, specificAssessment] = [lastAssessment(events, AssessmentKind.INITIAL), lastAssessment(events, AssessmentKind.SPECIFIC)];
  const record = create(FormRecordSchema, {
    case: detail,
    recordedByUnit: first?.actor?.unit ?? "",
    recordedBy,
    ...(contact && { contact }),
    ...(initialAssessment && { initialAssessment }),
    ...(specificAssessment && { specificAssessment }),
    ...(measures && { measures }),
  });
  return { record, error: undefined };
}

