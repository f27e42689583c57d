import { expect, test } from "vitest";
import { readCheckpoint } from "./checkpoint";

test("a checkpoint tells its log, its size and its root; anything else is none", () => {
  expect(readCheckpoint("hotline.example/log\n41\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— hotline.example/log Az3grl…\n")).toEqual({
    origin: "hotline.example/log", size: 41, root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
  });
  expect(readCheckpoint("")).toBeUndefined();
  expect(readCheckpoint("hotline\nmany\nroot")).toBeUndefined();
});
