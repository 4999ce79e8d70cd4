import { describe, expect, it } from "vitest";
import { AlarmBook } from "../../server/alarms/alarm-book.ts";
import type { Condition } from "../../server/sources/define.ts";

const down = (identity: string, severity: Condition["severity"] = "critical"): Condition => ({
  identity,
  name: identity,
  severity,
  summary: "no answer within 5 s",
  labels: {},
});

describe("the alarm book", () => {
  it("[AR1] a new condition is one unacknowledged active alarm, and repeating it changes nothing", () => {
    const book = new AlarmBook();
    expect(book.observe("edge", [down("mail")], 1000)).toEqual([
      {
        type: "alarm",
        alarm: expect.objectContaining({ id: "edge/mail", since: 1000, process: "active", workflow: "unacknowledged" }),
      },
    ]);
    expect(book.observe("edge", [down("mail")], 2000)).toEqual([]);
    expect(book.list()).toHaveLength(1);
  });

  it("[AR1] a condition that its source no longer names is gone; another source's stay", () => {
    const book = new AlarmBook();
    book.observe("edge", [down("mail"), down("dns")], 0);
    book.observe("core", [down("mail")], 0);
    expect(book.observe("edge", [down("dns")], 1)).toEqual([{ type: "alarm-gone", id: "edge/mail" }]);
    expect(book.list().map(({ id }) => id)).toEqual(["edge/dns", "core/mail"]);
  });

  it("[AR2] an acknowledgement names who and until when, and then asks again", () => {
    const book = new AlarmBook();
    book.observe("edge", [down("mail")], 0);
    book.acknowledge("edge/mail", { user: "ada", minutes: 10, note: "on it" }, 60_000);
    expect(book.list()[0]).toMatchObject({
      workflow: "acknowledged",
      acknowledgement: { by: "ada", at: 60_000, until: 660_000, note: "on it" },
    });
    expect(book.expire(659_999)).toEqual([]);
    expect(book.expire(660_000)).toHaveLength(1);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
    expect(book.list()[0]).not.toHaveProperty("acknowledgement");
  });

  it("[AR2] an acknowledged warning that turns critical is unacknowledged; one that eases stays acknowledged", () => {
    const book = new AlarmBook();
    book.observe("edge", [down("mail", "warning")], 0);
    book.acknowledge("edge/mail", { user: "ada", minutes: 10, note: "" }, 1);
    book.observe("edge", [down("mail", "critical")], 2);
    expect(book.list()[0]).toMatchObject({ severity: "critical", workflow: "unacknowledged", since: 2 });
    book.acknowledge("edge/mail", { user: "ada", minutes: 10, note: "" }, 3);
    book.observe("edge", [down("mail", "warning")], 4);
    expect(book.list()[0]).toMatchObject({ severity: "warning", workflow: "acknowledged" });
    expect(book.expire(3 + 600_000)).toHaveLength(1);
  });

  it("[AR2] a shelved alarm comes back when its time is over", () => {
    const book = new AlarmBook();
    book.observe("edge", [down("mail")], 0);
    book.shelve("edge/mail", 1, 0);
    expect(book.list()[0]).toMatchObject({ workflow: "shelved" });
    book.expire(60_000);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
  });

  it("[AR2] an alarm that is not there is refused in words", () => {
    const outcome = new AlarmBook().acknowledge("edge/gone", { user: "ada", minutes: 1, note: "" }, 0);
    expect(outcome).toEqual({ ok: false, reason: 'there is no alarm "edge/gone"; it may have cleared' });
  });
});
