import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commentsOf } from "../../../server/config/edit/comments.ts";
import { editData } from "../../../server/config/edit/edit-data.ts";
import { editText } from "../../../server/config/edit/edit-text.ts";
import { parseConfig } from "../../../server/config/load.ts";
import { ExpectedError } from "../../../server/expected-error.ts";
import { grid, type Place } from "../../../server/protocol/wall.ts";
import { type WrittenWall, writtenWall } from "./written-wall.ts";

const panels = (page: number) => ["pages", page, "panels"];
const lines = (text: string) => text.split("\n");

const comments = (text: string) => commentsOf(text).map((comment) => comment.text);
const check = (property: (wall: WrittenWall, pick: (below: number) => number) => void) =>
  fc.assert(
    fc.property(writtenWall, fc.infiniteStream(fc.nat(1000)), (wall, numbers) => {
      property(wall, (below) => Number(numbers.next().value) % below);
    }),
    { numRuns: 60 },
  );

test("[PE7] a panel that goes to another page takes its lines and comments along, as far in as that page has them", () => {
  const text = `pages:
  - title: One
    panels:
      - { type: clock }
      # whom to call
      - type: text # by day
        text: |
          1234

          5678
  - title: Two
    panels:
    - { type: clock } # ours
`;
  const edited = editText(text, { type: "transfer", path: ["pages", 0, "panels", 1], to: ["pages", 1, "panels"] });
  expect(edited).toBe(`pages:
  - title: One
    panels:
      - { type: clock }
  - title: Two
    panels:
    - { type: clock } # ours
    # whom to call
    - type: text # by day
      text: |
        1234

        5678
`);
  const last = { type: "transfer" as const, path: ["pages", 1, "panels", 0], to: ["pages", 0, "panels"] };
  expect(() => editText(text, last)).toThrow("the only one here");
  expect(() => editText(text, { ...last, to: ["pages", 1, "panels"] })).toThrow("in that list already");
});

test("[PE7] wherever a panel goes, no data and no comment is lost, or it stays", () => {
  let done = 0;
  let asked = 0;
  check(({ text, data }, pick) => {
    const [from, to] = [pick(data.pages.length), pick(data.pages.length)];
    const edit = {
      type: "transfer" as const,
      path: [...panels(from), pick(data.pages[from]?.panels.length ?? 1)],
      to: panels(to),
    };
    if (from === to || data.pages[from]?.panels.length === 1) return;
    asked += 1;
    try {
      const edited = editText(text, edit);
      done += 1;
      expect(parse(edited)).toEqual(editData(data, edit));
      expect(comments(edited).toSorted()).toEqual(comments(text).toSorted());
    } catch (failure) {
      expect(failure).toBeInstanceOf(ExpectedError);
    }
  });
  expect(done).toBeGreaterThan(asked / 2);
});

test("[CE32] a source that joins one with a line for each key is written so", () => {
  const text = "sources:\n  a:\n    type: host # ours\npages: []\n";
  const value = { type: "checks", targets: [{ name: "b", ping: "b" }] };
  expect(editText(text, { type: "set", path: ["sources", "two"], value })).toBe(
    "sources:\n  a:\n    type: host # ours\n  two:\n    type: checks\n    targets: [{ name: b, ping: b }]\npages: []\n",
  );
});

describe("a configuration as people write it", () => {
  const text = `# The wall of the NOC
title: "Example NOC" # as on the door
sources:
  # edge: { type: simulated }
  edge: { type: simulated }

pages:
  - title: Overview # the first
    panels:
      - { type: stat, source: edge, query: traffic, at: [0, 0, 6, 4] } # upper left
      # the chart
      - type: series
        source: edge
        query: traffic
        at: [6, 0, # x and y
             6, 4]
      - {
          type: text,
          text: "On call: 1234", # changes weekly
        }
  # for the second screen
  - panels: [{ type: clock }]
`;

  test.each<[string, Parameters<typeof editText>[1], string, string]>([
    [
      "a panel moves",
      { type: "set", path: [...panels(0), 0, "at"], value: [1, 2, 6, 4] },
      "at: [0, 0, 6, 4] }",
      "at: [1, 2, 6, 4] }",
    ],
    [
      "one whose place has comments",
      { type: "set", path: [...panels(0), 1, "at"], value: [6, 1, 5, 4] },
      "at: [6, 0, # x and y\n             6, 4]",
      "at: [6, 1, # x and y\n             5, 4]",
    ],
    [
      "an option of a line of its own",
      { type: "set", path: [...panels(0), 1, "unit"], value: "bps" },
      "             6, 4]\n",
      "             6, 4]\n        unit: bps\n",
    ],
    [
      "an option of several lines in braces",
      { type: "set", path: [...panels(0), 2, "title"], value: "Call" },
      "# changes weekly\n",
      "# changes weekly\n          title: Call,\n",
    ],
    [
      "a panel is added",
      { type: "append", path: panels(1), value: { type: "text", text: "a, b" } },
      "[{ type: clock }]",
      '[{ type: clock }, { type: text, text: "a, b" }]',
    ],
    [
      "a panel goes",
      { type: "remove", path: [...panels(0), 0] },
      "      - { type: stat, source: edge, query: traffic, at: [0, 0, 6, 4] } # upper left\n",
      "",
    ],
    ["quotes stay", { type: "set", path: ["title"], value: "NOC" }, '"Example NOC"', '"NOC"'],
    [
      "text that looks like something else is quoted",
      { type: "set", path: ["title"], value: "true" },
      '"Example NOC"',
      '"true"',
    ],
    [
      "a setting that was not there",
      { type: "set", path: ["display", "orbit"], value: false },
      "[{ type: clock }]\n",
      "[{ type: clock }]\ndisplay: { orbit: false }\n",
    ],
  ])("[CE10] %s, and nothing else changes", (_, edit, before, after) => {
    expect(text).toContain(before);
    expect(editText(text, edit)).toBe(text.replace(before, () => after));
  });

  test("[CE12] a page moves with its lines and the comment above it", () => {
    const moved = editText(text, { type: "move", path: ["pages", 1], to: 0 });
    const second = "  # for the second screen\n  - panels: [{ type: clock }]\n";
    expect(moved).toBe(text.replace(second, "").replace("pages:\n", `pages:\n${second}`));
  });

  test.each<[string, string, Parameters<typeof editText>[1], string]>([
    [
      "what is written elsewhere",
      "a: &x { b: 1 }\nc: *x\n",
      { type: "set", path: ["c", "b"], value: 2 },
      "*x stands here for what is written elsewhere",
    ],
    [
      "what is repeated elsewhere",
      "a: &x { b: 1 }\nc: *x\n",
      { type: "set", path: ["a", "b"], value: 2 },
      "without changing what is around it",
    ],
    ["a list's only entry", "a:\n  - b: 1\n", { type: "remove", path: ["a", 0] }, "the only one here"],
    ["what is not there", "a: 1\n", { type: "remove", path: ["b", 3] }, "there is no list"],
    [
      "a value with a comment within",
      "a: { b: 1, # why\n  c: 2 }\n",
      { type: "set", path: ["a"], value: 1 },
      "a comment stands within",
    ],
    ["a text with a fault", "a: [1\n", { type: "set", path: ["a"], value: 1 }, "must be in order first: line 2"],
  ])("[CE13] %s is refused in words", (_, text, edit, words) => {
    expect(() => editText(text, edit)).toThrow(words);
  });

  test("[CE10] a text with another end of lines keeps it", () => {
    const edited = editText(text.replaceAll("\n", "\r\n"), {
      type: "set",
      path: [...panels(0), 1, "unit"],
      value: "B",
    });
    expect(edited.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});

describe("any configuration", () => {
  test("[CE10] a moved panel changes its four numbers and not a byte beside them", () => {
    check(({ text, data }, pick) => {
      const page = pick(data.pages.length);
      const panel = pick(data.pages[page]?.panels.length ?? 1);
      const at: Place = [pick(grid.columns), pick(grid.rows), 1, 1];
      const edited = editText(text, { type: "set", path: [...panels(page), panel, "at"], value: at });
      const had = data.pages[page]?.panels[panel]?.["at"] !== undefined;
      if (had) expect(edited.replaceAll(/\d+/g, "")).toBe(text.replaceAll(/\d+/g, ""));
      expect(comments(edited)).toEqual(comments(text));
      expect(parse(edited)).toEqual(editData(data, { type: "set", path: [...panels(page), panel, "at"], value: at }));
    });
  });

  test("[CE11] an option set and taken away again leaves the text as it was", () => {
    check(({ text, data }, pick) => {
      const page = pick(data.pages.length);
      const panel = pick(data.pages[page]?.panels.length ?? 1);
      const path = [...panels(page), panel, "extra"];
      const once = editText(text, { type: "set", path, value: "a: b" });
      expect(comments(once)).toEqual(comments(text));
      const back = editText(once, { type: "unset", path });
      expect(parse(back)).toEqual(data);
      expect(comments(back)).toEqual(comments(text));
    });
  });

  test("[CE11] a panel added and removed again leaves every line as it was", () => {
    check(({ text, data }, pick) => {
      const page = pick(data.pages.length);
      const count = data.pages[page]?.panels.length ?? 0;
      const once = editText(text, {
        type: "append",
        path: panels(page),
        value: { type: "clock", zones: ["UTC", "x, y"] },
      });
      expect(comments(once)).toEqual(comments(text));
      const back = editText(once, { type: "remove", path: [...panels(page), count] });
      // A last line that was not ended is now, and a comma may have been put behind what was the last entry.
      expect(lines(back.trimEnd()).map((line) => line.replace(/,(\s*(#.*)?)$/, "$1"))).toEqual(
        lines(text.trimEnd()).map((line) => line.replace(/,(\s*(#.*)?)$/, "$1")),
      );
    });
  });

  test("[CE12] a removed panel takes its own lines, and all other comments stay", () => {
    check(({ text, data }, pick) => {
      const page = pick(data.pages.length);
      const written = data.pages[page]?.panels ?? [];
      if (written.length < 2) return;
      const panel = pick(written.length);
      const edited = editText(text, { type: "remove", path: [...panels(page), panel] });
      expect(parse(edited)).toEqual(editData(data, { type: "remove", path: [...panels(page), panel] }));
      const left = lines(edited);
      expect(lines(text).filter((line) => left.includes(line)).length).toBeGreaterThanOrEqual(left.length - 1);
    });
  });

  test("[CE12] reordered pages are the same lines in another order", () => {
    check(({ text, data }, pick) => {
      const from = pick(data.pages.length);
      const to = pick(data.pages.length);
      const edited = editText(text, { type: "move", path: ["pages", from], to });
      expect(lines(edited).toSorted()).toEqual(lines(text).toSorted());
      expect(parse(edited)).toEqual(editData(data, { type: "move", path: ["pages", from], to }));
    });
  });

  test("[CE10] what is moved to a free place is a good configuration as it was before", async () => {
    await fc.assert(
      fc.asyncProperty(writtenWall, async ({ text, data }) => {
        const before = await parseConfig(text, "wall.yaml");
        expect(before).toMatchObject({ ok: true });
        for (const [page, { panels: written }] of data.pages.entries()) {
          const path = [...panels(page), written.length - 1, "at"];
          const edited = editText(text, { type: "set", path, value: [11, 7, 1, 1] });
          expect(await parseConfig(edited, "wall.yaml")).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 20 },
    );
  });
});
