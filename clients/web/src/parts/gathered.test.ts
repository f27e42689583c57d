import { expect, test } from "vitest";
import { gathered } from "./gathered";

function counting(asked_max: number) {
  const questions: (readonly string[])[] = [];
  const of = gathered(asked_max, (ids) => {
    questions.push(ids);
    return Promise.resolve(new Map(ids.filter((id) => id !== "stranger").map((id) => [id, `Người ${id}`])));
  });
  return { of, questions };
}

test("what is asked for at once is one question, each id once, and each gets its own answer", async () => {
  const { of, questions } = counting(200);
  expect(await Promise.all([of("a"), of("b"), of("a"), of("stranger")])).toEqual(["Người a", "Người b", "Người a", undefined]);
  expect(questions).toEqual([["a", "b", "stranger"]]);
  expect(await of("c")).toBe("Người c");
  expect(questions.length).toBe(2);
});

test("more than one question may hold are as many questions as there need be", async () => {
  const { of, questions } = counting(200);
  const ids = Array.from({ length: 450 }, (_, at) => String(at));
  expect(await Promise.all(ids.map(of))).toEqual(ids.map((id) => `Người ${id}`));
  expect(questions.map(({ length }) => length)).toEqual([200, 200, 50]);
});

test("a question that fails fails those who wait for it and nobody who asks later", async () => {
  let down = true;
  const of = gathered<string>(200, () => (down ? Promise.reject(new Error("down")) : Promise.resolve(new Map([["a", "A"]]))));
  await expect(Promise.all([of("a"), of("b")])).rejects.toThrow("down");
  down = false;
  expect(await of("a")).toBe("A");
});
