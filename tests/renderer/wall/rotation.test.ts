import { expect, test } from "vitest";
import { turnAt } from "../../../renderer/wall/rotation.ts";
import type { Page } from "../../../server/protocol/wall.ts";

const page = (title: string, seconds: number): Page => ({ title, seconds, panels: [] });

test("[WL8] pages take turns for their seconds and then begin again", () => {
  const pages = [page("a", 30), page("b", 10)];
  const at = (ms: number) => [turnAt(pages, ms)?.page.title, turnAt(pages, ms)?.leftSeconds];
  expect(at(0)).toEqual(["a", 30]);
  expect(at(29_500)).toEqual(["a", 1]);
  expect(at(30_000)).toEqual(["b", 10]);
  expect(at(40_000)).toEqual(["a", 30]);
});

test("[WL8] one page has no next one, and a wall without pages shows none", () => {
  expect(turnAt([page("only", 30)], 99_000)).toMatchObject({ leftSeconds: undefined });
  expect(turnAt([], 0)).toBeUndefined();
});
