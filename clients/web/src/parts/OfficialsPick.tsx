// People of one or several offices, picked by name.
import { useQueries } from "@tanstack/react-query";
import { createQueryOptions, useTransport } from "@connectrpc/connect-query";
import { label as labelOf } from "../contract/labels";
import { RoleSchema } from "../gen/hotline/record/v1/options_pb";
import { DirectoryService, type Official } from "../gen/hotline/v1/directory_pb";
import { useLanguage } from "../words/words";
import { ManyPick, type ManyPickProps } from "./ManyPick";
import { useUnitNames } from "./unit_name";
import { partWords } from "./words";

interface Props extends Pick<ManyPickProps, "label" | "hint" | "error" | "value" | "onChange" | "max" | "box"> {
  /** Of which offices; the order in which they are offered. */
  units: readonly string[];
  /** The person at the keys, who is not offered. */
  without: string;
}

interface Offer extends Official {
  unit: string;
}

/** Whoever can sign in at these offices, each once. */
function useOfficials(units: readonly string[]): readonly Offer[] {
  const transport = useTransport();
  return useQueries({
    queries: units.map((unit) => ({ ...createQueryOptions(DirectoryService.method.listOfficials, { unit }, { transport }), staleTime: 60_000 })),
    combine: (answers) => {
      const all = answers.flatMap(({ data }, at) => (data?.officials ?? []).map((official): Offer => ({ ...official, unit: units[at]! })));
      return all.filter(({ personId }, at) => all.findIndex((other) => other.personId === personId) === at);
    },
  });
}

export function OfficialsPick({ units, without, ...props }: Props) {
  const t = partWords.use();
  const lang = useLanguage();
  const names = useUnitNames(units);
  const options = useOfficials(units)
    .filter(({ personId }) => personId !== without)
    .map(({ personId, name, roles, unit }) => ({ id: personId, words: name, note: [roles.map((role) => labelOf(RoleSchema, role, lang)).join(", "), names.get(unit)].filter(Boolean).join(" · ") }));
  return <ManyPick {...props} options={options} placeholder={t("officials_type")} listLabel={t("officials")} none={t("officials_none")} stranger={t("official_elsewhere")} />;
}
