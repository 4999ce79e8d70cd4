import * as fc from "fast-check";
import { expect, it } from "vitest";
import { AlarmBook, type AlarmChange } from "../../server/alarms/alarm-book.ts";
import { type AlarmRules, usualRules } from "../../server/alarms/rules.ts";
import { asks } from "../../server/protocol/asks.ts";
import type { Alarm, Severity } from "../../server/protocol/messages.ts";
import { bad, cadenceMs } from "./conditions.ts";

const targets = ["router", "mail", "disk", "wiki"] as const;
type Target = (typeof targets)[number];
const minute = 60_000;

const rules: AlarmRules = {
  ...usualRules,
  attempts: [{ match: "edge/disk", attempts: 3 }],
  dependencies: [{ child: "edge/mail", parents: ["edge/router"] }],
  maintenance: [{ title: "Patches", match: ["edge/wiki"], repeats: false, from: 5 * minute, to: 9 * minute }],
};

type Action =
  | { do: "look"; bad: Partial<Record<Target, Severity>> }
  | { do: "wait"; ms: number }
  | { do: "acknowledge" | "shelve"; target: Target; minutes: number }
  | { do: "unacknowledge" | "unshelve"; target: Target }
  | { do: "restart" }
  | { do: "configure"; attempts: number }
  | { do: "stop watching" };

const target = fc.constantFrom(...targets);
const severity = fc.constantFrom<Severity>("critical", "warning", "unknown");
const look = fc.record({
  do: fc.constant("look" as const),
  bad: fc.record({ router: severity, mail: severity, disk: severity, wiki: severity }, { requiredKeys: [] }),
});
const action = fc.oneof(
  { arbitrary: look, weight: 8 },
  { arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(3 * minute) }), weight: 1 },
  {
    arbitrary: fc.record({
      do: fc.constantFrom("acknowledge" as const, "shelve" as const),
      target,
      minutes: fc.integer({ min: 1, max: 5 }),
    }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constantFrom("unacknowledge" as const, "unshelve" as const), target }), weight: 1 },
  { arbitrary: fc.constant<Action>({ do: "restart" }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constant("configure" as const), attempts: fc.integer({ min: 1, max: 4 }) }),
    weight: 1,
  },
  { arbitrary: fc.constant<Action>({ do: "stop watching" }), weight: 1 },
);

/** A book that lives through actions, what is really bad meanwhile, and what a wall has been told. */
class World {
  book = new AlarmBook(rules);
  now = 0;
  wrong: Partial<Record<Target, Severity>> = {};
  told = new Map<string, Alarm>();

  run(action: Action): void {
    this.now += 100;
    switch (action.do) {
      case "look":
        this.now += cadenceMs;
        this.wrong = action.bad;
        return this.#tell(
          this.book.observe(
            { id: "edge", cadenceMs },
            targets.flatMap((one) => (action.bad[one] ? [bad(one, action.bad[one])] : [])),
            this.now,
          ),
        );
      case "wait":
        this.now += action.ms;
        return this.#tell(this.book.tick(this.now));
      case "acknowledge":
      case "shelve":
      case "unacknowledge":
      case "unshelve": {
        const minutes = "minutes" in action ? action.minutes : 0;
        const outcome = this.book.obey(
          { type: action.do, alarm: `edge/${action.target}`, minutes, note: "" },
          "ada",
          this.now,
        );
        return outcome.ok ? this.#tell(outcome.changes) : undefined;
      }
      case "restart": {
        const handled = this.book.handled();
        this.book = new AlarmBook(rules);
        this.book.restore(JSON.parse(JSON.stringify(handled)), this.now);
        this.told.clear();
        this.wrong = {};
        return undefined;
      }
      case "configure": {
        const attempts = [{ match: "*", attempts: action.attempts }];
        return this.#tell(this.book.setRules({ ...rules, attempts }, this.now));
      }
      case "stop watching":
        this.wrong = {};
        return this.#tell(this.book.drop("edge", this.now));
    }
  }

  #tell(changes: AlarmChange[]): void {
    for (const change of changes) {
      if (change.type === "alarm") this.told.set(change.alarm.id, change.alarm);
      else this.told.delete(change.id);
    }
  }
}

function isTrue({ book, now, wrong, told }: World): void {
  const alarms = book.list();
  expect([...told.values()].toSorted(byId)).toEqual(alarms.toSorted(byId));
  const router = alarms.find(({ name }) => name === "router");
  for (const one of targets) {
    const alarm = alarms.find(({ name }) => name === one);
    if (wrong[one]) expect(alarm).toMatchObject({ process: "active" });
    // What flaps is trouble in its good moments too; nothing else asks once its cause is gone.
    else expect(alarm === undefined || (alarm.flapping && alarm.process === "cleared")).toBe(true);
    if (!alarm) continue;
    if (!alarm.flapping && wrong[one]) expect(alarm.severity).toBe(wrong[one]);
    if (alarm.acknowledgement) expect(alarm.acknowledgement.until).toBeGreaterThan(now);
    if (alarm.shelving) expect(alarm.shelving.until).toBeGreaterThan(now);
    expect(alarm.workflow).toBe(alarm.shelving ? "shelved" : alarm.acknowledgement ? "acknowledged" : "unacknowledged");
    if (alarm.muted?.why === "dependency") expect(router).toMatchObject({ process: "active", severity: "critical" });
    if (alarm.muted?.why === "maintenance") expect(now >= 5 * minute && now < 9 * minute && one === "wiki").toBe(true);
  }
  const mail = alarms.find(({ name }) => name === "mail");
  if (mail && router?.process === "active" && router.severity === "critical") expect(mail.muted?.by).toBe("router");
  expect(book.handled().length).toBeLessThanOrEqual(targets.length);
}

function byId(a: Alarm, b: Alarm): number {
  return a.id < b.id ? -1 : 1;
}

it("[AR14] no sequence of observations, acts, time and restarts loses an alarm, or leaves one asking without its cause", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const world = new World();
      for (const one of actions) {
        world.run(one);
        world.run({ do: "wait", ms: 0 });
        isTrue(world);
      }
      // Once all is well for long enough nothing is left, whatever was.
      for (let round = 0; round < 22; round += 1) world.run({ do: "look", bad: {} });
      expect(world.book.list()).toEqual([]);
      expect(world.book.handled()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("[AR14] what is bad, confirmed and in nobody's hand asks, however it came to be", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const world = new World();
      for (const one of actions) world.run(one);
      // By now everything that anybody did has ended, and so has maintenance.
      world.run({ do: "wait", ms: 10 * minute });
      for (let round = 0; round < 4; round += 1) world.run({ do: "look", bad: { disk: "critical", wiki: "warning" } });
      const asking = world.book.list().filter(asks);
      expect(asking.map(({ name }) => name)).toEqual(expect.arrayContaining(["disk", "wiki"]));
    }),
    { numRuns: 300 },
  );
});

it("[AR8] while its cause stays, an acknowledgement is lost by no restart or new configuration, and ends with its time", () => {
  const undisturbing = fc.oneof(
    fc.constant<Action>({ do: "look", bad: { wiki: "critical" } }),
    fc.constant<Action>({ do: "restart" }),
    fc.constant<Action>({ do: "stop watching" }),
    fc.record({ do: fc.constant("configure" as const), attempts: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.nat(minute) }),
  );
  fc.assert(
    fc.property(fc.array(undisturbing, { maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (actions, minutes) => {
      const world = new World();
      const look: Action = { do: "look", bad: { wiki: "critical" } };
      world.run(look);
      world.run({ do: "acknowledge", target: "wiki", minutes });
      const until = world.now + minutes * minute;
      for (const one of [...actions, look]) {
        world.run(one);
        world.run({ do: "wait", ms: 0 });
        const [alarm] = world.book.list();
        if (one.do !== "look") continue;
        expect(alarm?.workflow).toBe(world.now < until ? "acknowledged" : "unacknowledged");
      }
    }),
    { numRuns: 300 },
  );
});
