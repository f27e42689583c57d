// What is put on record beside the steps of the law.
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@connectrpc/connect-query";
import { CallResultSchema, LinkSchema, ProminentReasonSchema } from "../../../gen/hotline/record/v1/case_pb";
import { CallType, CallTypeSchema, ChannelSchema, ContactClass, ContactClassSchema } from "../../../gen/hotline/record/v1/contact_pb";
import { CaseService } from "../../../gen/hotline/v1/case_pb";
import type { CaseRow } from "../../../gen/hotline/v1/case_detail_pb";
import { DirectoryService } from "../../../gen/hotline/v1/directory_pb";
import { whoIsIt } from "../../../parts/ChildLine";
import { Tick } from "../../../parts/Choice";
import { Field } from "../../../parts/Field";
import { useUnitName } from "../../../parts/unit_name";
import { useLanguage } from "../../../words/words";
import { Line, OneOf, SendingChoice, useActForm, useValue, When, Words } from "../form";
import { formWords } from "../form_words";
import styles from "../Form.module.css";

export function NoteBody() {
  return <Words path="text" label={formWords.use()("notes")} rows={4} />;
}

export function CallBody() {
  const t = formWords.use();
  const unit = useUnitName(useValue<string>("attempt.unit") || undefined);
  return (
    <>
      {unit && <p>{t("call_unit")}: <strong>{unit}</strong></p>}
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

export function PoliceBody() {
  const t = formWords.use();
  return (
    <>
      <Line path="office" label={t("office")} hint={t("office_hint")} />
      <Words path="notes" label={t("notes")} />
    </>
  );
}

export function RestrictBody() {
  const t = formWords.use();
  const form = useActForm();
  const row = form.detail.row!;
  const { data } = useQuery(DirectoryService.method.listPeople, { unit: row.referral?.toUnit || row.responsibleUnit, pageSize: 200 });
  const barred = useValue<readonly string[]>("barredPersonIds");
  return (
    <>
      <Words path="explanation" label={t("restrict_explanation")} />
      {data && data.people.length > 0 && (
        <fieldset className={styles.plain}>
          <legend>{t("restrict_who")}</legend>
          {data.people.map(({ personId, name }) => (
            <Tick key={personId} label={name} value={barred.includes(personId)} onChange={(on) => form.set("barredPersonIds", on ? [...barred, personId] : barred.filter((id) => id !== personId))} />
          ))}
        </fieldset>
      )}
    </>
  );
}

export function LinkBody() {
  const t = formWords.use();
  const lang = useLanguage();
  const form = useActForm();
  const { data } = useQuery(CaseService.method.listCases, { pageSize: 200 });
  const others = (data?.cases ?? []).filter(({ caseId }) => caseId !== form.detail.row?.caseId);
  const words = (row: CaseRow) => [row.number, row.summary?.hamlet, row.summary && whoIsIt(row.summary, lang)].filter(Boolean).join(" · ");
  return (
    <>
      <Field label={t("other_case")} error={form.errors["otherCaseId"]} required>
        {(props) => (
          <NativeSelect {...props} data-path="otherCaseId" size="md" value={String(form.values.otherCaseId ?? "")} onChange={({ currentTarget }) => form.set("otherCaseId", currentTarget.value)}
            data={[{ value: "", label: t("other_case_none") }, ...others.map((row) => ({ value: row.caseId, label: words(row) }))]} />
        )}
      </Field>
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
