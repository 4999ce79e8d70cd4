import { writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWall } from "../resources/running-wall.ts";

let target: Server;

beforeEach(async () => {
  target = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
});
afterEach(() => void target.close());

function wallYaml(): string {
  const { port } = target.address() as AddressInfo;
  const both = ["router", "mail"].map((name) => `{ name: ${name}, tcp: "127.0.0.1:${port}" }`);
  return `
sources: { edge: { type: checks, every: 1s, timeout: 500ms, targets: [ ${both.join(", ")} ] } }
pages: [ { panels: [ { type: status, source: edge, at: [0, 0, 6, 4] } ] } ]`;
}

describe("alarms on /live", () => {
  it("[LV20] what an operator does to an alarm is taken back by hand, told to every wall, and in the log", async () => {
    await using wall = await startWall({ config: wallYaml() });
    using screen = wall.open(await wall.signIn());
    using operator = wall.open(await wall.signIn("ada"));
    expect((await screen.next("welcome")).alarmLoad).toBe(0);
    await operator.next("welcome");
    target.close();
    await screen.next("alarm-load", ({ raised }) => raised === 2);
    const mailIs = (workflow: string) =>
      screen.next("alarm", ({ alarm }) => alarm.name === "mail" && alarm.workflow === workflow);
    operator.send({ type: "shelve", alarm: "edge/mail", minutes: 5 });
    expect((await mailIs("shelved")).alarm.shelving).toMatchObject({ by: "ada" });
    operator.send({ type: "unshelve", alarm: "edge/mail" });
    operator.send({ type: "acknowledge", alarm: "edge/mail", minutes: 5, note: "cable" });
    await mailIs("acknowledged");
    operator.send({ type: "unacknowledge", alarm: "edge/mail" });
    operator.send({ type: "unacknowledge", alarm: "edge/mail" });
    await operator.next("refused", ({ reason }) => reason === '"edge/mail" is not acknowledged');
    screen.send({ type: "unshelve", alarm: "edge/mail" });
    await screen.next("refused", ({ reason }) => reason.startsWith("a wall may not unshelve alarms"));
    const handled = wall.log.filter(({ msg }) => msg === "alarm handled");
    expect(handled.map(({ audit, user, alarm, note }) => [audit, user, alarm, note])).toEqual([
      ["shelve", "ada", "edge/mail", undefined],
      ["unshelve", "ada", "edge/mail", undefined],
      ["acknowledge", "ada", "edge/mail", "cable"],
      ["unacknowledge", "ada", "edge/mail", undefined],
    ]);
    const metrics = await (await wall.get("/metrics")).text();
    expect(metrics).toContain('nocturne_alarms{severity="critical",workflow="unacknowledged"} 2');
    expect(metrics).toContain('nocturne_alarms_quieted{by="maintenance"} 0');
  });

  it("[AR12] changed rules hold at once: what stands behind another, and what is in maintenance", async () => {
    const config = wallYaml();
    target.close();
    await using wall = await startWall({ config });
    using screen = wall.open(await wall.signIn());
    const mailIs = (by: string) => screen.next("alarm", ({ alarm }) => alarm.name === "mail" && alarm.muted?.by === by);
    await writeFile(wall.configFile, `${config}\nalarms: { depends_on: { edge/mail: [edge/router] } }`);
    await mailIs("router");
    const window = '{ title: Patches, match: [edge/*], at: "00:00", for: 7d }';
    await writeFile(wall.configFile, `${config}\nalarms: { maintenance: [ ${window} ] }`);
    await mailIs("Patches");
  });

  it("[AR5] with three attempts a target that is down is soft, and hard with its third check", async () => {
    await using wall = await startWall({ config: `${wallYaml()}\nalarms: { attempts: 3 }` });
    using screen = wall.open(await wall.signIn());
    await screen.next(
      "frame",
      ({ frame }) => frame.kind === "states" && frame.states.every(({ level }) => level === "ok"),
    );
    target.close();
    const { alarm } = await screen.next("alarm");
    expect(alarm.state).toBe("soft");
    const hard = await screen.next("alarm", (one) => one.alarm.id === alarm.id && one.alarm.state === "hard");
    expect(hard.alarm.since).toBe(alarm.since);
    // Two more checks, a second apart less their jitter.
    expect(Date.now() - alarm.since).toBeGreaterThan(1500);
  });
});
