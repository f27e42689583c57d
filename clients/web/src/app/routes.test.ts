import { expect, test } from "vitest";
import { routeAt, routes } from "./routes";

test("every address leads to its own screen, and to no screen above it", () => {
  const addressOf = (path: string) => path.replace(/:\w+/g, "0199e745-0000-7000-8000-000000000000");
  expect(routes.map(({ path }) => routeAt(routes, addressOf(path))?.path)).toEqual(routes.map(({ path }) => path));
});

test("an address that is no screen's is not that of the screen above it", () => {
  expect([routeAt(routes, "/units/elsewhere"), routeAt(routes, "/cases/1/2/3")]).toEqual([undefined, undefined]);
});
