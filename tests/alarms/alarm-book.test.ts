import { describe, expect, it } from "vitest";
import { AlarmBook } from "../../server/alarms/alarm-book.ts";
import { usualRules } from "../../server/alarms/rules.ts";
import { bad, cadenceMs, observeEach } from "./conditions.ts";

const edge = { id: "edge", cadenceMs };
const mail = "edge/mail";

function acknowledge(book: AlarmBook, now: number, minutes = 10) {
  return book.obey({ type: "acknowledge", alarm: mail, minutes, note: "on it" }, "ada", now);
}

describe("the alarm book", () => {
  it("[AR1] a new condition is one unacknowledged active alarm, and repeating it changes nothing", () => {
    const book = new AlarmBook();
    expect(book.observe(edge, [bad("mail")], 1000)).toEqual([
      {
        type: "alarm",
        alarm: expect.objectContaining({ id: mail, since: 1000, process: "active", workflow: "unacknowledged" }),
      },
    ]);
    expect(book.observe(edge, [bad("mail"), bad("mail", "warning")], 2000)).toEqual([]);
    expect(book.list()).toHaveLength(1);
  });

  it("[AR1] a condition that its source no longer names is gone; another source's stay", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail"), bad("dns")], 0);
    book.observe({ id: "core", cadenceMs }, [bad("mail")], 0);
    expect(book.observe(edge, [bad("dns")], 1)).toEqual([{ type: "alarm-gone", id: mail }]);
    expect(book.list().map(({ id }) => id)).toEqual(["edge/dns", "core/mail"]);
  });

  it("[AR2] an acknowledgement names who and until when, and then asks again", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail")], 0);
    acknowledge(book, 60_000);
    expect(book.list()[0]).toMatchObject({
      workflow: "acknowledged",
      acknowledgement: { by: "ada", at: 60_000, until: 660_000, note: "on it" },
    });
    expect(book.tick(659_999)).toEqual([]);
    expect(book.tick(660_000)).toHaveLength(1);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
    expect(book.list()[0]).not.toHaveProperty("acknowledgement");
  });

  it("[AR2] an acknowledged warning that turns critical is unacknowledged; one that eases stays acknowledged", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail", "warning")], 0);
    acknowledge(book, 1);
    book.observe(edge, [bad("mail", "critical")], 2);
    expect(book.list()[0]).toMatchObject({ severity: "critical", workflow: "unacknowledged", since: 2 });
    acknowledge(book, 3);
    book.observe(edge, [bad("mail", "warning")], 4);
    expect(book.list()[0]).toMatchObject({ severity: "warning", workflow: "acknowledged" });
    expect(book.tick(3 + 600_000)).toHaveLength(1);
  });

  it("[AR2] an acknowledgement ends with its alarm: the same one anew asks anew", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail")], 0);
    acknowledge(book, 1);
    observeEach(book, [[], [bad("mail")]], 10);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
  });

  it("[AR2] a shelved alarm names who shelved it and comes back when its time is over, acknowledged if it still is", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail")], 0);
    acknowledge(book, 0, 2);
    book.obey({ type: "shelve", alarm: mail, minutes: 1 }, "ben", 0);
    expect(book.list()[0]).toMatchObject({ workflow: "shelved", shelving: { by: "ben", at: 0, until: 60_000 } });
    book.tick(60_000);
    expect(book.list()[0]).toMatchObject({ workflow: "acknowledged" });
    book.tick(120_000);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
  });

  it("[AR4] both are taken back by hand; what was not done cannot be taken back, and is refused in words", () => {
    const book = new AlarmBook();
    book.observe(edge, [bad("mail")], 0);
    expect(book.obey({ type: "unacknowledge", alarm: mail }, "ada", 1)).toEqual({
      ok: false,
      reason: '"edge/mail" is not acknowledged',
    });
    expect(book.obey({ type: "unshelve", alarm: mail }, "ada", 1)).toMatchObject({ ok: false });
    acknowledge(book, 1);
    book.obey({ type: "shelve", alarm: mail, minutes: 5 }, "ada", 2);
    book.obey({ type: "unshelve", alarm: mail }, "ada", 3);
    expect(book.list()[0]).toMatchObject({ workflow: "acknowledged" });
    book.obey({ type: "unacknowledge", alarm: mail }, "ben", 4);
    expect(book.list()[0]).toMatchObject({ workflow: "unacknowledged" });
    expect(book.history(mail)[0]).toEqual({ at: 4, alarm: mail, what: "unacknowledged", by: "ben", note: "" });
  });

  it("[AR2] an alarm that is not there is refused in words", () => {
    expect(acknowledge(new AlarmBook(), 0)).toEqual({
      ok: false,
      reason: 'there is no alarm "edge/mail"; it may have cleared',
    });
  });
});

describe("soft states", () => {
  const three = { ...usualRules, attempts: [{ match: "edge/*", attempts: 3 }] };

  it("[AR5] an alarm is soft until it was seen so often in a row, whatever its severity then", () => {
    const book = new AlarmBook(three);
    observeEach(book, [[bad("mail", "warning")], [bad("mail")]]);
    expect(book.list()[0]).toMatchObject({ state: "soft" });
    book.observe(edge, [bad("mail")], 20_000);
    expect(book.list()[0]).toMatchObject({ state: "hard", severity: "critical" });
  });

  it("[AR5] one good check begins the count anew; other sources and names have their own", () => {
    const book = new AlarmBook(three);
    observeEach(book, [[bad("mail")], [bad("mail")], [], [bad("mail")], [bad("mail")]]);
    book.observe({ id: "core", cadenceMs }, [bad("mail")], 0);
    expect(book.list().map(({ id, state }) => [id, state])).toEqual([
      [mail, "soft"],
      ["core/mail", "hard"],
    ]);
  });

  it("[AR5] a source that tells the same check again, since another target's came, confirms nothing", () => {
    const book = new AlarmBook(three);
    for (let now = 0; now < 9000; now += 200) book.observe(edge, [bad("mail")], now);
    expect(book.list()[0]).toMatchObject({ state: "soft" });
    for (let now = 0; now < 60_000; now += 1000) book.observe(edge, [bad("mail", "critical", { checks: 7 })], now);
    expect(book.list()[0]).toMatchObject({ state: "soft" });
    for (const checks of [8, 9]) book.observe(edge, [bad("mail", "critical", { checks })], 60_000 + checks);
    expect(book.list()[0]).toMatchObject({ state: "hard" });
  });

  it("[AR5] fewer attempts in a new configuration make what was seen often enough hard", () => {
    const book = new AlarmBook({ ...usualRules, attempts: [{ match: "*", attempts: 9 }] });
    const now = observeEach(book, [[bad("mail")], [bad("mail")], [bad("mail")]]);
    expect(book.setRules(three, now)).toMatchObject([{ type: "alarm", alarm: { state: "hard" } }]);
    expect(book.setRules(three, now)).toEqual([]);
  });
});

const well = (rounds: number) => Array.from({ length: rounds }, () => []);

describe("flapping", () => {
  const often = Array.from({ length: 8 }, (_, round) => (round % 2 ? [] : [bad("mail")]));

  it("[AR6] what comes and goes stays as one alarm, also in the moments in which it is well", () => {
    const book = new AlarmBook();
    const now = observeEach(book, often);
    expect(book.list()).toMatchObject([{ id: mail, flapping: true, process: "cleared", severity: "critical" }]);
    acknowledge(book, now);
    observeEach(book, often, now + cadenceMs);
    expect(book.list()).toMatchObject([{ flapping: true, workflow: "acknowledged" }]);
  });

  it("[AR6] it is gone once it was well for long enough, at the latest after 21 good checks", () => {
    const book = new AlarmBook();
    const now = observeEach(book, often);
    observeEach(book, well(3), now + cadenceMs);
    expect(book.list()).toHaveLength(1);
    observeEach(book, well(18), now + 4 * cadenceMs);
    expect(book.list()).toEqual([]);
    expect(book.history(mail)[0]).toMatchObject({ what: "steady" });
  });

  it("[AR6] what swings between warning and critical has the worse, and asks once", () => {
    const book = new AlarmBook();
    const swings = Array.from({ length: 12 }, (_, round) => [bad("mail", round % 2 ? "warning" : "critical")]);
    const now = observeEach(book, swings);
    expect(book.list()).toMatchObject([{ flapping: true, severity: "critical", process: "active" }]);
    acknowledge(book, now, 60);
    observeEach(book, swings, now + cadenceMs);
    expect(book.list()).toMatchObject([{ flapping: true, severity: "critical", workflow: "acknowledged" }]);
  });

  it("[AR6] time alone changes nothing: observations count", () => {
    const book = new AlarmBook();
    const now = observeEach(book, often);
    expect(book.tick(now + 86_400_000)).toEqual([]);
    expect(book.list()).toHaveLength(1);
  });

  it("[AR6] what flaps is trouble enough: it is hard, though it was never seen so often in a row", () => {
    const book = new AlarmBook({ ...usualRules, attempts: [{ match: "*", attempts: 5 }] });
    observeEach(book, often);
    expect(book.list()).toMatchObject([{ flapping: true, state: "hard" }]);
  });
});

describe("silences of the remote system", () => {
  it("[AR7] a silenced alarm is shelved by whoever silenced it, until it ends there, and only there", () => {
    const book = new AlarmBook();
    const silenced = bad("mail", "critical", { shelved: { by: "grace", until: 50_000 } });
    book.observe(edge, [silenced], 1000);
    const shelving = { by: "grace", at: 1000, until: 50_000 };
    expect(book.list()).toMatchObject([{ workflow: "shelved", shelving }]);
    const refused = book.obey({ type: "unshelve", alarm: mail }, "ada", 2000);
    expect(refused).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/silenced by grace.*end the silence there/),
    });
    book.observe(edge, [silenced], 11_000);
    expect(book.list()).toMatchObject([{ shelving }]);
    book.observe(edge, [bad("mail")], 21_000);
    expect(book.list()).toMatchObject([{ workflow: "unacknowledged" }]);
    book.observe(edge, [silenced], 31_000);
    book.tick(50_000);
    expect(book.list()).toMatchObject([{ workflow: "unacknowledged" }]);
  });
});

function restarted(before: AlarmBook, now: number): AlarmBook {
  const book = new AlarmBook();
  book.restore(before.handled(), now);
  return book;
}

function acknowledgedBook(): AlarmBook {
  const book = new AlarmBook();
  book.observe(edge, [bad("mail")], 0);
  acknowledge(book, 1);
  book.obey({ type: "shelve", alarm: mail, minutes: 1 }, "ben", 2);
  return book;
}

describe("what outlives a restart", () => {
  it("[AR8] an acknowledgement and a shelving hold as soon as their alarm is raised again with the same severity", () => {
    const book = restarted(restarted(acknowledgedBook(), 1000), 2000);
    expect(book.list()).toEqual([]);
    book.observe(edge, [bad("mail")], 3000);
    expect(book.list()).toMatchObject([{ workflow: "shelved", acknowledgement: { by: "ada", note: "on it" } }]);
    book.tick(60_002);
    expect(book.list()).toMatchObject([{ workflow: "acknowledged" }]);
  });

  it("[AR8] they do not where it comes with another severity, or after their end", () => {
    const worse = restarted(acknowledgedBook(), 1000);
    worse.observe(edge, [bad("mail", "warning")], 2000);
    expect(worse.list()).toMatchObject([{ workflow: "unacknowledged" }]);
    const late = restarted(acknowledgedBook(), 1000);
    late.tick(700_000);
    expect(late.handled()).toEqual([]);
    late.observe(edge, [bad("mail")], 700_000);
    expect(late.list()).toMatchObject([{ workflow: "unacknowledged" }]);
  });

  it("[AR8] nor where its source has looked around for three cadences without finding it", () => {
    const book = restarted(acknowledgedBook(), 1000);
    observeEach(book, [[], [], [], [], []], 2000);
    expect(book.handled()).toEqual([]);
    book.observe(edge, [bad("mail")], 60_000);
    expect(book.list()).toMatchObject([{ workflow: "unacknowledged" }]);
  });

  it("[AR8] a source that is configured anew finds them again", () => {
    const book = acknowledgedBook();
    expect(book.drop("edge", 10)).toEqual([{ type: "alarm-gone", id: mail }]);
    book.observe(edge, [bad("mail")], 20);
    expect(book.list()).toMatchObject([{ workflow: "shelved", acknowledgement: { by: "ada" } }]);
  });
});

describe("history, load and bounds", () => {
  it("[AR9] the history says what happened to an alarm and who did it, newest first", () => {
    const book = new AlarmBook({ ...usualRules, attempts: [{ match: "*", attempts: 2 }] });
    observeEach(book, [[bad("mail", "warning")], [bad("mail")]]);
    acknowledge(book, 11_000);
    book.obey({ type: "shelve", alarm: mail, minutes: 1 }, "ben", 12_000);
    book.tick(72_000);
    book.observe(edge, [bad("dns")], 80_000);
    expect(book.history(mail).map(({ what, by, note }) => [what, by, note].filter(Boolean).join(" "))).toEqual([
      "cleared",
      "unshelved",
      "shelved ben",
      "acknowledged ada on it",
      "hard",
      "severity critical",
      "raised warning: no answer within 5 s",
    ]);
    expect(book.history()[0]).toMatchObject({ alarm: "edge/dns", what: "raised", at: 80_000 });
  });

  it("[AR10] the load counts what began to ask in the last ten minutes: not what is soft or handled", () => {
    const book = new AlarmBook({ ...usualRules, attempts: [{ match: "edge/soft", attempts: 3 }] });
    const silenced = bad("silenced", "critical", { shelved: { by: "grace", until: 1e9 } });
    book.observe(edge, [bad("a"), bad("b", "warning"), bad("soft"), silenced], 0);
    expect(book.load(0)).toBe(2);
    book.observe(edge, [bad("a")], 60_000);
    book.observe(edge, [bad("a"), bad("b")], 120_000);
    expect(book.load(120_000)).toBe(3);
    expect(book.load(600_000)).toBe(1);
    expect(book.load(720_000)).toBe(0);
  });

  it("[AR11] of more alarms than can be listed the worst are, and one says how many are not", () => {
    const book = new AlarmBook();
    const many = Array.from({ length: 3000 }, (_, index) => bad(`t${index}`, index < 2990 ? "warning" : "critical"));
    book.observe(edge, many, 0);
    expect(book.list()).toHaveLength(1000);
    expect(book.list().filter(({ severity }) => severity === "critical")).toHaveLength(10);
    expect(book.list().at(-1)).toMatchObject({ summary: "2001 more alarms than can be listed", severity: "warning" });
  });

  it("[AR11] an identity that is too long for a message is shortened, and stays apart from others", () => {
    const book = new AlarmBook();
    const long = "x".repeat(4000);
    book.observe(edge, [bad(`${long}1`), bad(`${long}2`)], 0);
    const ids = book.list().map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(200);
  });

  it("[AR11] the history is as long as ever after a year", () => {
    const book = new AlarmBook();
    for (let round = 0; round < 3000; round += 1) book.observe(edge, [bad(`once-${round}`)], round * cadenceMs);
    expect(book.list()).toHaveLength(1);
    expect(book.history().length).toBe(2000);
  });
});
