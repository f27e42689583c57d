// What is put on record beside the steps of the law.
import { TextInput } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { useDeferredValue, useEffect, useId } from "react";
import { failureOf } from "../../../api/failure";
import { usePerson } from "../../../app/person";
import { limitsOf } from "../../../contract/rules";
import { CallResultSchema, DutyAnswerSchema, LinkSchema, ProminentReasonSchema } from "../../../gen/hotline/record/v1/case_pb";
import { CallType, CallTypeSchema, ChannelSchema, ContactClass, ContactClassSchema } from "../../../gen/hotline/record/v1/contact_pb";
import { CaseService, FindCaseRequestSchema } from "../../../gen/hotline/v1/case_pb";
import type { CaseRow } from "../../../gen/hotline/v1/case_detail_pb";
import { RestrictCaseRequestSchema } from "../../../gen/hotline/v1/case_act_pb";
import { whoIsIt } from "../../../parts/ChildLine";
import { Field } from "../../../parts/Field";
import { useOffices } from "../../../parts/offices";
import { OfficialsPick } from "../../../parts/OfficialsPick";
import { useUnitName } from "../../../parts/unit_name";
import { useLanguage, usePick } from "../../../words/words";
import { AnyOf, Line, OneOf, SendingChoice, useActForm, useValue, When, Words } from "../form";
import { formWords } from "../form_words";
import styles from "../Form.module.css";

export function NoteBody() {
  return <Words path="text" label={formWords.use()("notes")} rows={4} />;
}

export function CallBody() {
  const t = formWords.use();
  const unit = useUnitName(useValue<string>("attempt.unit") || undefined);
  const claims = useActForm().detail.row?.referral?.dutyClaims.filter(({ confirmedAt }) => !confirmedAt).map(({ answer }) => answer) ?? [];
  return (
    <>
      {unit && <p>{t("call_unit")}: <strong>{unit}</strong></p>}
      {claims.length > 0 && <AnyOf path="attempt.confirms" label={t("call_confirms")} type={DutyAnswerSchema} only={claims} />}
      <SendingChoice path="attempt.result" label={t("call_result")} type={CallResultSchema} />
      <Line path="attempt.whom" label={t("whom")} hint={t("whom_hint")} />
      <Words path="attempt.notes" label={t("notes")} rows={2} />
      <When path="attempt.at" label={t("call_at")} />
    </>
  );
}

export function ProminentBody() {
  const t = formWords.use();
  return (
    <>
      <OneOf path="reason" label={t("prominent_reason")} type={ProminentReasonSchema} />
      <Words path="explanation" label={t("explanation")} />
    </>
  );
}

export function TakeNoteBody() {
  const t = formWords.use();
  return <Words path="note" label={t("notes")} />;
}

export function PoliceBody() {
  const t = formWords.use();
  return (
    <>
      <Line path="office" label={t("office")} hint={t("office_hint")} />
      <Words path="notes" label={t("notes")} />
    </>
  );
}

const number_max = limitsOf(FindCaseRequestSchema, "caseNumber").maxLength;
const barred_max = limitsOf(RestrictCaseRequestSchema, "barredPersonIds").maxItems!;

export function RestrictBody() {
  const t = formWords.use();
  const form = useActForm();
  const { personId } = usePerson();
  const row = form.detail.row!;
  const offices = useOffices(form.detail.intake?.incident?.unit || row.responsibleUnit);
  const units = [...new Set([row.referral?.toUnit || row.responsibleUnit, ...offices])];
  const barred = useValue<readonly string[]>("barredPersonIds");
  return (
    <>
      <Words path="explanation" label={t("restrict_explanation")} />
      <OfficialsPick label={t("restrict_who")} units={units} without={personId} value={barred} max={barred_max} onChange={(chosen) => form.set("barredPersonIds", chosen)} box={{ "data-path": "barredPersonIds" }} />
    </>
  );
}

/** By the number that people say; those of the own office are offered as one types. */
export function LinkBody() {
  const t = formWords.use();
  const say = usePick();
  const lang = useLanguage();
  const form = useActForm();
  const id = useId();
  const typed = useValue<string>("otherNumber");
  const number = useDeferredValue(typed.trim());
  const { data: own } = useQuery(CaseService.method.listCases, { pageSize: 200 });
  const found = useQuery(CaseService.method.findCase, { caseNumber: number }, { enabled: /\d/.test(number), retry: false });
  const caseId = /\d/.test(number) ? (found.data?.caseId ?? "") : "";
  const { set } = form;
  const known = useValue<string>("otherCaseId");
  useEffect(() => {
    if (caseId !== known) set("otherCaseId", caseId);
  });
  const words = (row: CaseRow) => [row.summary?.hamlet, row.summary && whoIsIt(row.summary, lang)].filter(Boolean).join(" · ");
  return (
    <>
      <Field label={t("other_case")} hint={t("other_case_hint")} required error={form.errors["otherCaseId"] ?? (found.error && say(failureOf(found.error).text))}>
        {(props) => <TextInput {...props} data-path="otherCaseId" list={id} autoComplete="off" maxLength={number_max} value={typed} onChange={({ currentTarget }) => set("otherNumber", currentTarget.value)} />}
      </Field>
      <datalist id={id}>
        {own?.cases.filter((row) => row.caseId !== form.detail.row?.caseId).map((row) => <option key={row.caseId} value={row.number}>{words(row)}</option>)}
      </datalist>
      {caseId && <p role="status" className={styles.found}>{t("other_case_found")}</p>}
      <OneOf path="link" label={t("link")} type={LinkSchema} />
    </>
  );
}

export function ContactBody() {
  const t = formWords.use();
  return (
    <>
      <OneOf path="contact.channel" label={t("channel")} type={ChannelSchema} />
      <OneOf path="contact.callType" label={t("call_type")} type={CallTypeSchema} only={[CallType.ABOUT_ONESELF, CallType.ABOUT_A_CHILD]} />
      <OneOf path="contact.contactClass" label={t("contact_class")} type={ContactClassSchema} only={[ContactClass.INFORMATION, ContactClass.COUNSELLING, ContactClass.INTERVENTION]} />
      <Words path="contact.asked" label={t("asked")} rows={4} />
      <Words path="contact.advised" label={t("advised")} rows={2} />
      <When path="contact.receivedAt" label={t("received_at")} />
    </>
  );
}
