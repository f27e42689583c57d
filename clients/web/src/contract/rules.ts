// The rules of a form, read from the contract's descriptors: required, length, range, form of a text, as the server
// holds them (server/domain/validation). None is written twice. Values have the shape of the message:
//
//   const form = useForm({ initialValues, validate: rulesOf(AddNoteRequestSchema, { skip: ["requestId", "caseId"] }) });
//
// What depends on more than one field, or on the state of a case, the server says (api/failure).
import { getOption, ScalarType, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { Format, rule as ruleOption, type Rule } from "../gen/hotline/record/v1/options_pb";
import { contractDay } from "../time/written_day";
import { defineWords } from "../words/words";

export const flawWords = defineWords("flaws", {
  required: ["Không được để trống.", "This may not be left empty."],
  too_long: ["Quá dài: tối đa {{max}} ký tự.", "Too long: at most {{max}} characters."],
  too_short: ["Quá ngắn: ít nhất {{min}} ký tự.", "Too short: at least {{min}} characters."],
  too_small: ["Số nhỏ nhất là {{min}}.", "The smallest number is {{min}}."],
  too_large: ["Số lớn nhất là {{max}}.", "The largest number is {{max}}."],
  too_many: ["Nhiều nhất {{max}} mục.", "At most {{max}} items."],
  not_a_number: ["Phải là một số nguyên.", "This must be a whole number."],
  unknown_value: ["Giá trị này không có trong danh sách.", "This value is not on the list."],
  control_character: ["Có ký tự điều khiển. Hãy xoá và gõ lại.", "There is a control character. Delete and retype it."],
  telephone: ["Số điện thoại gồm 3 đến 15 chữ số.", "A telephone number has 3 to 15 digits."],
  date: ["Ngày viết là 2015, 03/2015 hoặc 26/03/2015.", "A date is 2015, 03/2015 or 26/03/2015."],
  login: ["Chỉ gồm chữ thường không dấu, chữ số và . - _", "Only a to z, digits and . - _"],
  wrong_format: ["Không đúng dạng.", "This is not in the right form."],
});

export type Flaw = { key: Parameters<typeof flawWords.say>[0]; values?: Record<string, number> };

/** What the server takes for a space, where spaces alone are no answer; `trim` knows more of them. */
const blank = /^[ \t\n\r\u00a0\u3000]*$/;
const line_breaks = /[\n\r\u2028\u2029]/;
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

function formatFlaw(text: string, format: Format): Flaw | undefined {
  switch (format) {
    case Format.TELEPHONE: {
      const digits = text.replace(/[ +\-.()]/g, "");
      return /^\d{3,15}$/.test(digits) ? undefined : { key: "telephone" };
    }
    case Format.DATE:
      return contractDay(text) === text ? undefined : { key: "date" };
    case Format.LOGIN:
      return /^[a-z0-9._-]*$/.test(text) ? undefined : { key: "login" };
    case Format.CODE:
      return /^[a-z0-9._-]*$/.test(text) ? undefined : { key: "wrong_format" };
    case Format.ID:
      return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text) ? undefined : { key: "wrong_format" };
    case Format.UNIT: {
      const from = /^[0-9A-Z]{1,8}@(\d{4}-\d{2}-\d{2})$/.exec(text)?.[1];
      return from !== undefined && contractDay(from) === from ? undefined : { key: "wrong_format" };
    }
    case Format.TOKEN:
      return /^[!-~]*$/.test(text) ? undefined : { key: "wrong_format" };
    default:
      return undefined;
  }
}

function textFlaw(text: string, rule: Rule): Flaw | undefined {
  if (text === "" || (rule.required && blank.test(text))) return rule.required ? { key: "required" } : undefined;
  const length = [...text].length;
  if (controls.test(text) || (rule.format !== Format.TEXT && (line_breaks.test(text) || text.includes("\t")))) return { key: "control_character" };
  if (rule.maxChars > 0 && length > rule.maxChars) return { key: "too_long", values: { max: rule.maxChars } };
  if (length < rule.minChars) return { key: "too_short", values: { min: rule.minChars } };
  return formatFlaw(text, rule.format);
}

function numberFlaw(value: unknown, rule: Rule): Flaw | undefined {
  if (typeof value !== "bigint" && !Number.isInteger(value)) return { key: "not_a_number" };
  const number = Number(value);
  if (rule.required && number === 0) return { key: "required" };
  if (rule.min !== undefined && number < Number(rule.min)) return { key: "too_small", values: { min: Number(rule.min) } };
  if (rule.max !== undefined && number > Number(rule.max)) return { key: "too_large", values: { max: Number(rule.max) } };
  return undefined;
}

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";

/** What is wrong with the value of one field, not looking inside messages. */
export function fieldFlaw(field: DescField, value: unknown): Flaw | undefined {
  const rule = getOption(field, ruleOption);
  if (field.fieldKind === "list") {
    const size = Array.isArray(value) ? value.length : 0;
    if (size === 0) return rule.required ? { key: "required" } : undefined;
    return rule.maxItems > 0 && size > rule.maxItems ? { key: "too_many", values: { max: rule.maxItems } } : undefined;
  }
  if (isEmpty(value)) return rule.required ? { key: "required" } : undefined;
  if (field.fieldKind === "enum") {
    if (value === 0) return rule.required ? { key: "required" } : undefined;
    return field.enum.value[Number(value)] ? undefined : { key: "unknown_value" };
  }
  if (field.fieldKind !== "scalar" || field.scalar === ScalarType.BOOL || field.scalar === ScalarType.BYTES) return undefined;
  return field.scalar === ScalarType.STRING ? textFlaw(String(value), rule) : numberFlaw(value, rule);
}

export interface Options {
  /** Fields that the code fills in and no form shows, at the top of the message. */
  skip?: readonly string[];
  /** A draft may be unfinished: `required` is not asked for. */
  partial?: boolean;
}

/** Every flaw of a message's values, by the form's path: "intake.child.birthDate", "suspectedAbusers.0.name". */
export function flawsOf(type: DescMessage, values: Record<string, unknown>, { skip = [], partial = false }: Options = {}): Record<string, Flaw> {
  const found: Record<string, Flaw> = {};
  walk(type, values, "", partial, found, skip);
  return found;
}

function walk(type: DescMessage, values: Record<string, unknown>, at: string, partial: boolean, found: Record<string, Flaw>, skip: readonly string[] = []) {
  if (type.typeName === "google.protobuf.Timestamp") return;
  for (const field of type.fields) {
    if (skip.includes(field.localName)) continue;
    const value = values[field.localName];
    const path = at + field.localName;
    const flaw = fieldFlaw(field, value);
    if (flaw && !(partial && flaw.key === "required")) found[path] = flaw;
    const unfinished = partial || getOption(field, ruleOption).partial;
    if (field.message && field.fieldKind === "message" && !isEmpty(value)) walk(field.message, value as Record<string, unknown>, `${path}.`, unfinished, found);
    if (field.fieldKind !== "list" || !Array.isArray(value)) continue;
    value.forEach((item: unknown, index) => {
      if (field.message) walk(field.message, item as Record<string, unknown>, `${path}.${index}.`, partial, found);
      else if (field.listKind === "scalar") {
        const wrong = item === "" ? ({ key: "required" } as const) : textFlaw(String(item), getOption(field, ruleOption));
        if (wrong) found[`${path}.${index}`] = wrong;
      }
    });
  }
}

/** For Mantine's useForm({ validate }). */
export function rulesOf(type: DescMessage, options?: Options): (values: object) => Record<string, string> {
  return (values) =>
    Object.fromEntries(
      Object.entries(flawsOf(type, values as Record<string, unknown>, options)).map(([path, { key, values: with_ }]) => [path, flawWords.say(key, with_)]),
    );
}

/** What an input needs to know of its field: useForm's getInputProps next to it. */
export function limitsOf(type: DescMessage, path: string): { required: boolean; maxLength?: number; maxItems?: number; min?: number; max?: number } {
  let message: DescMessage | undefined = type;
  let field: DescField | undefined;
  for (const name of path.split(".").filter((part) => !/^\d+$/.test(part))) {
    field = message?.fields.find(({ localName }) => localName === name);
    message = field?.message ?? undefined;
  }
  if (!field) throw new Error(`${type.typeName} has no field ${path}`);
  const { required, maxChars, maxItems, min, max } = getOption(field, ruleOption);
  return {
    required,
    ...(maxChars > 0 && { maxLength: maxChars }),
    ...(maxItems > 0 && { maxItems }),
    ...(min !== undefined && { min: Number(min) }),
    ...(max !== undefined && { max: Number(max) }),
  };
}
