import { describe, expect, it } from "vitest";
import { type AlarmAction, actionsFor, intentsFor } from "../../../renderer/overlay/alarms/alarm-actions.ts";
import { isWanted, noFilter } from "../../../renderer/overlay/alarms/filter-alarms.ts";
import { historyWords } from "../../../renderer/overlay/alarms/history-words.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { alarm } from "../../resources/scenes.ts";

const hand = { by: "ada", at: 0, until: 1 };
const open = alarm("edge/mail", "critical", 0);
const acked: Alarm = {
  ...alarm("edge/web", "warning", 0),
  workflow: "acknowledged",
  acknowledgement: { ...hand, note: "ticket 4711" },
};
const shelved: Alarm = { ...alarm("push/job", "unknown", 0), workflow: "shelved", shelving: hand };

describe("what can be done with alarms", () => {
  it.each<[string, Alarm[], AlarmAction[]]>([
    ["nothing", [], []],
    ["an open one", [open], ["acknowledge", "shelve"]],
    ["an acknowledged one", [acked], ["acknowledge", "shelve", "unacknowledge"]],
    ["a shelved one", [shelved], ["shelve", "unshelve"]],
    ["all of them", [open, acked, shelved], ["acknowledge", "shelve", "unacknowledge", "unshelve"]],
  ])("[OA3] %s", (_, alarms, actions) => {
    expect(actionsFor(alarms)).toEqual(actions);
  });

  it("[OA3] is asked for those alone to which it applies", () => {
    const terms = { minutes: 30, note: "On it" };
    const all = [open, acked, shelved];
    expect(intentsFor("acknowledge", all, terms)).toEqual([
      { type: "acknowledge", alarm: "edge/mail", ...terms },
      { type: "acknowledge", alarm: "edge/web", ...terms },
    ]);
    expect(intentsFor("shelve", [open], terms)).toEqual([{ type: "shelve", alarm: "edge/mail", minutes: 30 }]);
    expect(intentsFor("unacknowledge", all, terms)).toEqual([{ type: "unacknowledge", alarm: "edge/web" }]);
    expect(intentsFor("unshelve", all, terms)).toEqual([{ type: "unshelve", alarm: "push/job" }]);
  });
});

describe("which alarms are listed", () => {
  it.each([
    ["all", {}, ["edge/mail", "edge/web", "push/job"]],
    ["by severity", { severity: "warning" }, ["edge/web"]],
    ["by state", { workflow: "shelved" }, ["push/job"]],
    ["by source", { source: "edge" }, ["edge/mail", "edge/web"]],
    ["by words, in any order and case", { text: "4711 TICKET" }, ["edge/web"]],
    ["by all at once", { text: "ada", source: "edge", severity: "critical" }, []],
  ] as const)("[OA4] %s", (_, filter, ids) => {
    const wanted = [open, acked, shelved].filter((one) => isWanted(one, { ...noFilter, ...filter }));
    expect(wanted.map(({ id }) => id)).toEqual(ids);
  });
});

describe("the history of an alarm in words", () => {
  const entry = { at: 0, alarm: "edge/mail", by: "", note: "" };
  it.each([
    [{ ...entry, what: "raised", note: "critical: refused" }, "raised: critical: refused"],
    [{ ...entry, what: "acknowledged", by: "ada", note: "ticket" }, "acknowledged by ada: ticket"],
    [{ ...entry, what: "unacknowledged", by: "ada" }, "acknowledgement taken back by ada"],
    [{ ...entry, what: "unacknowledged" }, "its acknowledgement ran out, or its severity rose"],
    [{ ...entry, what: "unshelved" }, "its shelving ran out"],
    [{ ...entry, what: "muted", by: "core" }, "muted behind core"],
  ] as const)("[OA5] %o", (happened, words) => {
    expect(historyWords(happened)).toBe(words);
  });
});
