// What an act of an administrator was on: a person, an office, or something that has a word for a name ("all").

/** Whether it may be a person. What is none must not be asked for by name: all that is asked with it would be refused. */
export const isId = (subject: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(subject);
