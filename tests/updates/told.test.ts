import { dirname } from "node:path";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { updates } from "../../server/doctor/checks/updates.ts";
import { observeUpdates } from "../../server/http/update-metrics.ts";
import { makeMachine } from "../resources/site.ts";

const name = "var/lib/nocturne-update/update.json";

test("[UP40] an update that was taken back is warned of by the doctor, and is in the metrics with its time", async () => {
  await using machine = await makeMachine();
  expect(await machine.look(updates)).toMatchObject({ verdict: "skip", seen: "none was made so far" });
  const last = {
    from: "1.0.0",
    to: "1.1.0",
    at: Date.parse("2026-11-25T03:10:00Z"),
    why: "its picture was not proven in time",
  };
  const write = (mark: unknown) => machine.file(name, JSON.stringify(mark));
  const file = await write({ state: "settled", last: { ...last, ended: "rolled-back" } });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "warn",
    seen: "1.1.0 was taken back at 2026-11-25 03:10 UTC: its picture was not proven in time",
  });
  const registry = new Registry();
  observeUpdates(dirname(file), registry);
  const line = 'nocturne_update_last_timestamp_seconds{ended="rolled-back",from="1.0.0",to="1.1.0"} 1795576200';
  expect(await registry.metrics()).toContain(`${line}\n`);
  await write({ state: "settled", last: { ...last, ended: "kept" } });
  expect(await machine.look(updates)).toMatchObject({
    verdict: "pass",
    seen: "from 1.0.0 to 1.1.0 at 2026-11-25 03:10 UTC",
  });
  await write({ state: "proving", from: "1.0.0", to: "1.1.0", at: 1, launches: 1 });
  expect(await machine.look(updates)).toMatchObject({ verdict: "warn", seen: expect.stringContaining("not settled") });
  for (const bad of ["", "{}", '{"state":"settled","last":{}}']) {
    await machine.file(name, bad);
    expect(await machine.look(updates)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("cannot be read"),
    });
    expect(await registry.metrics()).not.toContain("ended=");
  }
});
