// The table of the build says what the contract itself says.
import { create, getOption, type DescService } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { access } from "../gen/access";
import { access as accessOption, Audience, Role } from "../gen/hotline/record/v1/options_pb";
import { PersonSchema } from "../gen/hotline/record/v1/person_pb";
import { mayCall, type Method } from "./access";

const files = import.meta.glob<Record<string, unknown>>("../gen/hotline/v1/*_pb.ts", { eager: true });
const services = Object.values(files).flatMap((file) => Object.values(file).filter((one): one is DescService => (one as DescService | undefined)?.kind === "service"));
const roles = Object.values(Role).filter((role): role is Role => typeof role === "number");

test("every method of the contract, with the roles that it grants", () => {
  const methods = services.flatMap(({ name, methods: all }) => all.map((method) => [`${name}.${method.name}` as Method, getOption(method, accessOption)] as const));
  expect(Object.keys(access).sort()).toEqual(methods.map(([name]) => name).sort());
  for (const [name, { audience, grants }] of methods)
    for (const role of roles) {
      const person = create(PersonSchema, { memberships: [{ role }] });
      expect(mayCall(person, name), `${name}, ${Role[role]}`).toBe(audience !== Audience.GRANTED || grants.some((grant) => grant.role === role));
    }
});
