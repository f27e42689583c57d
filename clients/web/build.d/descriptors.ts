// The bundle builds the contract's descriptors without the library's own: codegenv2/file.js, which reads them by
// reflection, is replaced by one that reads them by hand (src/contract/descriptor_wire.ts), and the descriptors of
// descriptor.proto by the two messages of it that the contract's options extend. Tests in Node keep the library's.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const reader = fileURLToPath(new URL("../src/contract/descriptor_wire.ts", import.meta.url));

// In the library's own folders: `../` is its dist/esm.
const file = `
import { createEmbeddedFileRegistry } from "../registry.js";
import { restoreJsonNames } from "./restore-json-names.js";
import { readFileDescriptor } from ${JSON.stringify(reader)};
export function fileDesc(bytes, imports = []) {
  const root = readFileDescriptor(Uint8Array.from(bytes, (one) => one.charCodeAt(0)));
  root.messageType.forEach(restoreJsonNames);
  root.dependency = imports.map(({ proto }) => proto.name);
  return createEmbeddedFileRegistry(root, (name) => imports.find(({ proto }) => proto.name === name)).getFile(root.name);
}
`;
const extended = `boot({ name: "google/protobuf/descriptor.proto", package: "google.protobuf", enumType: [], messageType: [{ name: "FieldOptions", field: [] }, { name: "MethodOptions", field: [] }] })`;

/** Of descriptor.proto what is used stays: the rest may be dropped, and the descriptor itself is no more than its name. */
function small(code: string): string | undefined {
  const whole = /boot\(\{ "name": "google\/protobuf\/descriptor\.proto".*\}\);$/m;
  if (!whole.test(code)) return undefined;
  return code.replace(whole, () => `${extended};`).replace(/^export var (\w+);\n\(function \(\1\) \{([^]*?)^\}\)\(\1 \|\| \(\1 = \{\}\)\);/gm, "export const $1 = /*@__PURE__*/ (($1) => {$2return $1;\n})({});");
}

/** A descriptor's bytes as one letter each: mostly names in ASCII, which compress a third better than their base64. */
const bare = (code: string): string => code.replace(/fileDesc\("([A-Za-z0-9+/=]+)"/g, (_, base64: string) => `fileDesc(${JSON.stringify(Buffer.from(base64, "base64").toString("latin1"))}`);

const replaced: readonly [end: string, change: (code: string) => string | undefined][] = [
  ["/@bufbuild/protobuf/dist/esm/codegenv2/file.js", () => file],
  ["/@bufbuild/protobuf/dist/esm/wkt/google/protobuf/descriptor_pb.js", small],
];

export function descriptors(): Plugin {
  const changed = new Set<string>();
  return {
    name: "descriptors",
    apply: "build",
    transform(code, id) {
      const [end, change] = replaced.find(([one]) => id.endsWith(one)) ?? [];
      const next = change?.(code) ?? (code.includes('fileDesc("') ? bare(code) : undefined);
      if (end && next) changed.add(end);
      return next && { code: next, map: null };
    },
    buildEnd(error) {
      const missing = replaced.find(([end]) => !changed.has(end));
      if (!error && missing) throw new Error(`build.d/descriptors.ts does not understand ${missing[0]} any more`);
    },
  };
}
