import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AlarmBook } from "../../server/alarms/alarm-book.ts";
import { pattern } from "../../server/alarms/pattern.ts";
import { type Dependency, usualRules } from "../../server/alarms/rules.ts";
import { bad, cadenceMs, observeEach } from "./conditions.ts";

const edge = { id: "edge", cadenceMs };

function bookWith(dependencies: Dependency[]): AlarmBook {
  return new AlarmBook({ ...usualRules, dependencies });
}

function mutedIn(book: AlarmBook): Record<string, string | undefined> {
  return Object.fromEntries(book.list().map(({ name, muted }) => [name, muted?.by]));
}

describe("dependencies", () => {
  const behindRouter = [{ child: "edge/mail", parents: ["edge/router"] }];

  it("[AR12] what stands behind an alarm that is down is muted by it, whichever was first, and asks when it ends", () => {
    const book = bookWith(behindRouter);
    book.observe(edge, [bad("mail")], 0);
    expect(mutedIn(book)).toEqual({ mail: undefined });
    book.observe(edge, [bad("mail"), bad("router")], 200);
    expect(book.list()[0]).toMatchObject({ process: "active", muted: { why: "dependency", by: "router" } });
    const changes = book.observe(edge, [bad("mail")], 400);
    expect(changes).toEqual([
      expect.objectContaining({ alarm: expect.not.objectContaining({ muted: expect.anything() }) }),
      { type: "alarm-gone", id: "edge/router" },
    ]);
  });

  it("[AR12] a parent that is only slow, or on a source that is watched no longer, mutes nothing", () => {
    const book = bookWith([{ child: "edge/mail", parents: ["edge/router", "core/router"] }]);
    book.observe(edge, [bad("mail"), bad("router", "warning")], 0);
    expect(mutedIn(book)).toEqual({ mail: undefined, router: undefined });
    book.observe({ id: "core", cadenceMs }, [bad("router")], 0);
    expect(mutedIn(book)).toMatchObject({ mail: "router" });
    book.drop("core", 10);
    expect(mutedIn(book)).toMatchObject({ mail: undefined });
  });

  it("[AR12] a parent that is still soft mutes already: both were found down in the same round", () => {
    const book = new AlarmBook({
      ...usualRules,
      dependencies: behindRouter,
      attempts: [{ match: "edge/router", attempts: 3 }],
    });
    book.observe(edge, [bad("mail"), bad("router")], 0);
    expect(mutedIn(book)).toEqual({ mail: "router", router: undefined });
    expect(book.load(0)).toBe(0);
  });

  it("[AR12] the one at the bottom of it is named, however far it is", () => {
    const book = bookWith([
      { child: "edge/switch", parents: ["edge/router"] },
      { child: "edge/*", parents: ["edge/switch"] },
    ]);
    book.observe(edge, [bad("a"), bad("switch"), bad("router"), bad("b", "warning")], 0);
    expect(mutedIn(book)).toEqual({ a: "router", switch: "router", router: undefined, b: "router" });
    book.observe(edge, [bad("a"), bad("switch")], 10);
    expect(mutedIn(book)).toEqual({ a: "switch", switch: undefined });
  });

  it("[AR12] remote alarms are called by the name on the wall, their identity being a hash", () => {
    const book = bookWith([{ child: "prom/Disk*", parents: ["edge/router"] }]);
    book.observe(edge, [bad("router")], 0);
    book.observe({ id: "prom", cadenceMs }, [bad("5f3a", "warning", { name: "DiskFull web-1" })], 0);
    expect(mutedIn(book)).toEqual({ router: undefined, "DiskFull web-1": "router" });
  });

  it("[AR12] whatever stands behind what: muted is only what stands behind something down that is not muted so", () => {
    const names = ["a", "b", "c", "d", "e"];
    const name = fc.constantFrom(...names.map((one) => `edge/${one}`), "edge/*");
    const dependencies = fc.array(fc.record({ child: name, parents: fc.array(name, { minLength: 1, maxLength: 2 }) }), {
      maxLength: 5,
    });
    const conditions = fc
      .subarray(names)
      .chain((some) => fc.tuple(...some.map((one) => fc.constantFrom(bad(one), bad(one, "warning")))));
    fc.assert(
      fc.property(dependencies, conditions, (dependencies, conditions) => {
        const book = bookWith(dependencies);
        book.observe(edge, conditions, 0);
        const alarms = book.list();
        for (const { muted } of alarms) {
          if (muted) expect(alarms.find((one) => one.name === muted.by)).toMatchObject({ severity: "critical" });
          expect(alarms.find((one) => one.name === muted?.by)?.muted).toBeUndefined();
        }
        if (alarms.length > 0) expect(alarms.some(({ muted }) => !muted)).toBe(true);
        observeEach(book, [[]], cadenceMs);
        expect(book.list()).toEqual([]);
      }),
    );
  });
});

describe("patterns", () => {
  it("[AR12] * stands for any text, also for none, and takes what a regular expression takes", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", "*"), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (text, name) => {
        const regular = new RegExp(`^${text.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
        expect(pattern(text)(name)).toBe(regular.test(name));
      }),
    );
  });
});
