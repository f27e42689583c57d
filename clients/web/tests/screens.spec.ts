// Every screen of the router in every look, the first half of them (every_look.ts).
import { expect, test } from "vitest";
import { routes } from "../src/app/routes.tsx";
import { lookAt } from "./every_look.ts";
import { screens } from "./screens.ts";

test("every screen of the router is looked at", () => {
  expect(Object.keys(screens).filter((name) => name.startsWith("/")).sort()).toEqual(routes.map(({ path }) => path).sort());
});

lookAt(0);
