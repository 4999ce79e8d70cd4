import { expect, test } from "vitest";
import { parseConfig } from "../../server/config/load.ts";
import { type WallSight, whyNotNow } from "../../server/updates/update-plan.ts";

async function read(text: string) {
  const outcome = await parseConfig(`pages: [ { panels: [ { type: clock } ] } ]\n${text}`, "w.yaml");
  return outcome.ok ? { updates: outcome.config.updates } : { faults: outcome.faults.map(({ message }) => message) };
}

const good: WallSight = {
  now: Date.parse("2026-11-25T03:30:00Z"),
  hasOpenCritical: false,
  picture: { provenAgeMs: 5000, isLive: true },
};

test("[UP50] without its section nothing is updated; its hours are 03:00 to 05:00 each night unless others are named", async () => {
  expect(await read("")).toEqual({ updates: undefined });
  const { updates } = await read("updates: {}");
  expect(updates).toMatchObject({ window: { hour: 3, minute: 0, forMs: 7_200_000, days: [0, 1, 2, 3, 4, 5, 6] } });
  const named =
    "updates: { window: { days: [sun], at: '22:15', for: 90m, time_zone: Asia/Tokyo }, feed: https://u.example/n }";
  expect(await read(named)).toEqual({
    updates: {
      window: { repeats: true, days: [0], hour: 22, minute: 15, forMs: 5_400_000, timeZone: "Asia/Tokyo" },
      feed: "https://u.example/n/",
    },
  });
});

test("[UP50] a feed that anybody between could forge, and hours that are none, are refused in words", async () => {
  const feed = /must be the https address of the folder with latest.yml/;
  for (const address of [
    "http://u.example/",
    "https://me:secret@u.example/",
    "https://u.example/?a=1",
    "u.example",
    "7",
  ])
    expect((await read(`updates: { feed: ${JSON.stringify(address)} }`)).faults?.join()).toMatch(feed);
  expect((await read("updates: { window: { at: '25:00', for: 1h } }")).faults?.join()).toMatch(/time of day/);
  expect((await read("updates: { window: { at: '02:00', for: 1h, title: x } }")).faults?.join()).toMatch(/title/);
});

test("[UP51] it is held outside its hours, while a critical waits, and where no picture is proven", async () => {
  const { updates } = await read("updates: { window: { at: '03:00', for: 2h, time_zone: UTC } }");
  if (!updates) throw new Error("it is not read");
  const whyNot = (change: Partial<WallSight>) => whyNotNow(updates, { ...good, ...change });
  expect(whyNot({})).toBeUndefined();
  expect(whyNot({ now: Date.parse("2026-11-25T05:00:00Z") })).toMatch(/not the hour/);
  expect(whyNot({ now: Date.parse("2026-11-25T02:59:59Z") })).toMatch(/not the hour/);
  expect(whyNot({ hasOpenCritical: true })).toMatch(/critical/);
  for (const picture of [
    { provenAgeMs: undefined, isLive: true },
    { provenAgeMs: 60_000, isLive: true },
    { provenAgeMs: 5000, isLive: false },
  ])
    expect(whyNot({ picture })).toMatch(/not proven/);
});
