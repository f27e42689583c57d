// What an act of an administrator was on: a person, an office, or something that has a word for a name ("all").
import { fieldFlaw } from "../contract/rules";
import { NamedPersonSchema } from "../gen/hotline/v1/directory_pb";

/** Whether it may be a person. What is none must not be asked for by name: all that is asked with it would be refused. */
export const isPersonId = (subject: string): boolean => subject !== "" && fieldFlaw(NamedPersonSchema.field.personId, subject) === undefined;
