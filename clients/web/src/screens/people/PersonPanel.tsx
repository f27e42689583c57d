// One person, to be made or changed. Who has been given a one-time password is told so in words, and it is shown once.
// What another administrator changed meanwhile is shown, and brought together with what was typed before it is sent again.
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useAct } from "../../api/act";
import { usePerson } from "../../app/person";
import { limitsOf, rulesOf } from "../../contract/rules";
import type { Person } from "../../gen/hotline/record/v1/person_pb";
import { CreatePersonRequestSchema, DirectoryService, UpdatePersonRequestSchema } from "../../gen/hotline/v1/directory_pb";
import { merge } from "../../keep/merge";
import { useKept, type KeptForm } from "../../parts/use_kept";
import { ConfirmSent } from "../../parts/ConfirmSent";
import { Field } from "../../parts/Field";
import { dateTime, msOf } from "../../time/format";
import { usePick } from "../../words/words";
import { Access } from "./Access";
import { Memberships, type Held } from "./Memberships";
import { Meanwhile } from "./Meanwhile";
import { OneTimePassword } from "./OneTimePassword";
import { peopleWords } from "./words";
import styles from "./People.module.css";

export interface Values {
  login: string;
  name: string;
  telephone: string;
  memberships: Held[];
}

/** What the form was filled from, whatever the list says later. */
interface Base {
  version: string;
  values: Values;
}

interface Typed {
  base: Base;
  values: Values;
}

const baseOf = (person: Person | undefined): Base => ({
  version: person?.version ?? "",
  values: {
    login: person?.login ?? "",
    name: person?.name ?? "",
    telephone: person?.telephone ?? "",
    memberships: person?.memberships.map(({ unit, role }) => ({ unit, role })) ?? [],
  },
});

interface Props {
  /** Absent: somebody new. */
  person?: Person | undefined;
  onChanged(): void;
  onClose(): void;
}

const create_rules = rulesOf(CreatePersonRequestSchema, { skip: ["requestId"] });
const update_rules = rulesOf(UpdatePersonRequestSchema, { skip: ["requestId", "personId", "expectedPersonVersion"] });

export function PersonPanel(props: Props) {
  const kept = useKept<Typed>(`person/${props.person?.personId ?? ""}`);
  return kept && <Panel {...props} kept={kept} />;
}

function Panel({ person, onChanged, onClose, kept }: Props & { kept: KeptForm<Typed> }) {
  const t = peopleWords.use();
  const say = usePick();
  const me = usePerson();
  const creating = useAct(DirectoryService.method.createPerson);
  const updating = useAct(DirectoryService.method.updatePerson);
  const act = person ? updating : creating;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    title.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const [base, setBase] = useState(kept.found?.base ?? baseOf(person));
  const [theirs, setTheirs] = useState<Partial<Values> | undefined>(); // what another wrote where this form says otherwise
  const [made, setMade] = useState<{ name: string; password: string } | undefined>();
  const form = useForm<Values>({
    initialValues: kept.found?.values ?? base.values,
    validate: person ? update_rules : create_rules,
    onValuesChange: (values) => void kept.put({ base, values }),
  });

  async function send({ login, name, telephone, memberships }: Values) {
    if (person) {
      const answer = await updating.send({ personId: person.personId, name, telephone, memberships, expectedPersonVersion: base.version });
      if (answer?.person) {
        kept.sent();
        setTheirs(undefined);
        setBase(baseOf(answer.person));
      }
      return onChanged(); // also where another was faster: the list brings what they wrote
    }
    const answer = await creating.send({ login, name, telephone, memberships });
    if (!answer) return;
    kept.sent();
    setMade({ name, password: answer.oneTimePassword });
    onChanged();
  }

  const outrun = act.failure?.reason === "person_version_changed" && person && person.version !== base.version;
  useEffect(() => {
    if (!outrun) return;
    const now = baseOf(person);
    const { values, conflicts } = merge(base.values, form.getValues(), now.values);
    setBase(now);
    setTheirs(conflicts);
    form.setValues(values);
    void kept.put({ base: now, values });
    act.reset();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each time that another was faster
  }, [outrun]);

  const told = (field: string) => form.errors[field] ?? (act.failure?.fields[field] && say(act.failure.fields[field]));
  const limits = (field: string) => limitsOf(CreatePersonRequestSchema, field).maxLength;
  const line = (name: "login" | "name" | "telephone", hint?: string) => (
    <Field label={t(name)} error={told(name)} {...(hint && { hint })} required={name !== "telephone"}>
      {(props) => (
        <TextInput {...props} {...form.getInputProps(name)} error={props.error} maxLength={limits(name)} autoComplete="off"
          {...(name === "login" && { autoCapitalize: "none", spellCheck: false })} {...(name === "telephone" && { inputMode: "tel" as const })} />
      )}
    </Field>
  );

  return (
    <section className={styles.panel} aria-labelledby="person-title">
      <div className={styles.panel_head}>
        <h2 id="person-title" tabIndex={-1} ref={title}>{person ? person.name : t("add_title")}</h2>
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} />} onClick={() => (kept.wipe(), onClose())}>{t("back")}</Button>
      </div>
      {made ? <OneTimePassword title={t("made", { name: made.name })} password={made.password} onTold={onClose} /> : (
        <>
          {person && (
            <p className={styles.facts}>
              {person.login} · {t("last_seen")}: {person.lastSignedInAt ? dateTime(msOf(person.lastSignedInAt)) : t("never")}
            </p>
          )}
          <form className={styles.form} noValidate onSubmit={form.onSubmit((values) => void send(values))}>
            {line("name")}
            {!person && line("login", t("login_hint"))}
            {line("telephone")}
            <Memberships value={form.values.memberships} onChange={(memberships) => form.setFieldValue("memberships", memberships)} error={told("memberships")} />
            {theirs && <Meanwhile theirs={theirs} onTake={(taken) => (form.setValues(taken), setTheirs(Object.fromEntries(Object.entries(theirs).filter(([name]) => !(name in taken)))))} />}
            <ConfirmSent act={act} />
            <div><Button type="submit">{t(person ? "save" : "create")}</Button></div>
          </form>
          {person && <Access person={person} own={person.personId === me.personId} onChanged={onChanged} />}
        </>
      )}
    </section>
  );
}
