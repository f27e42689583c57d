// Who may call what, from the contract's own (access), as a table of the build: what stands around every screen asks for
// it, and would else need the descriptors of the whole contract before the first one is shown.
//   node build.d/access.ts CONTRACT.binpb ACCESS.ts      the contract as `buf build` gives it, and the module to write
import { createFileRegistry, fromBinary, getOption, type DescExtension } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { readFileSync, writeFileSync } from "node:fs";

/** hotline.record.v1.Access, as far as it is read here. */
interface Access {
  audience: number;
  grants: { role: number }[];
}

const [from, to] = process.argv.slice(2) as [string, string];
const contract = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(from)));
const access = contract.getExtension("hotline.record.v1.access") as DescExtension;
const granted = contract.getEnum("hotline.record.v1.Audience")!.values.find(({ name }) => name === "AUDIENCE_GRANTED")!.number;

const lines: string[] = [];
for (const type of contract) {
  if (type.kind !== "service") continue;
  for (const method of type.methods) {
    const { audience, grants } = getOption(method, access) as Access;
    const roles = audience === granted ? JSON.stringify([...new Set(grants.map(({ role }) => role))]) : '"anybody"';
    lines.push(`  "${type.name}.${method.name}": ${roles},`);
  }
}
writeFileSync(to, `// Made of the contract by build.d/access.ts: the numbers of the roles that may call a method.\nexport const access = {\n${lines.toSorted().join("\n")}\n} as const;\n`);
