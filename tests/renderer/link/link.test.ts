import { afterEach, expect, test, vi } from "vitest";
import { askSession } from "../../../renderer/link/ask-session.ts";
import { backoffMs } from "../../../renderer/link/backoff.ts";
import { Link } from "../../../renderer/link/link.ts";
import type { LinkState } from "../../../renderer/link/link-state.ts";
import { Lifetime } from "../../../server/lifetime.ts";
import type { ServerMessage } from "../../../server/protocol/messages.ts";
import { quiet, type Scene } from "../../resources/scenes.ts";
import { type ScriptedWall, startScriptedWall } from "../../resources/scripted-wall.ts";

let lifetime = new Lifetime();
afterEach(async () => {
  await lifetime.end();
  lifetime = new Lifetime();
});

interface Linked {
  wall: ScriptedWall;
  link: Link;
  states: LinkState[];
  messages: ServerMessage[];
  ignored: string[];
  reloads: number[];
}

async function linkTo(scene: Scene, change?: (wall: ScriptedWall) => void): Promise<Linked> {
  const wall = await startScriptedWall({ scene, files: "/nowhere", lifetime });
  change?.(wall);
  const [states, messages, ignored, reloads]: [LinkState[], ServerMessage[], string[], number[]] = [[], [], [], []];
  const link = new Link({
    url: `${wall.url}live`.replace("http", "ws"),
    askSession: () => askSession(`${wall.url}api/session`),
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
    onIgnored: (count, reason) => ignored.push(`${count} ${reason}`),
    // The first time the page would be loaded anew; here it stays, as it does the second time.
    reload: (protocol) => {
      reloads.push(protocol);
      return false;
    },
  });
  lifetime.onEnd(() => link.stop());
  return { wall, link, states, messages, ignored, reloads };
}

test("[LK5] a link is live with the welcome, and a cut socket is opened again before anyone calls it lost", async () => {
  const { wall, states, messages } = await linkTo(quiet());
  await vi.waitFor(() => expect(messages[0]?.type).toBe("welcome"));
  wall.cut();
  await vi.waitFor(() => expect(messages.filter(({ type }) => type === "welcome")).toHaveLength(2), 3000);
  expect(states).toEqual([{ kind: "live" }]);
});

test("[LK14] a link that is lost is tried at once when it is told to, by one socket; a live one is left alone", async () => {
  const { wall, link, messages, states } = await linkTo({ ...quiet(), pulses: false });
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  link.reopen();
  expect(wall.connections()).toBe(1);
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("lost"), 8000);
  link.reopen();
  link.reopen();
  await vi.waitFor(() => expect(messages.at(-1)?.type).toBe("welcome"));
  await vi.waitFor(() => expect(messages.filter(({ type }) => type === "welcome").length).toBeGreaterThan(1), 3000);
  await vi.waitFor(() => expect(wall.connections()).toBe(1), 3000);
});

test("[LK5] attempts back off from a quarter of a second to five, with jitter, and never end", () => {
  expect(backoffMs(0, 0)).toBe(250);
  expect(backoffMs(1000, 0)).toBe(5000);
  expect(backoffMs(1000, 1)).toBeCloseTo(3333, 0);
});

test("[LK6] without a pulse for three seconds the link is lost, since the last one, though the socket is open", async () => {
  const { wall, states } = await linkTo({ ...quiet(), pulses: false });
  const greetedAt = Date.now();
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("lost"), 4000);
  expect(Date.now() - greetedAt).toBeGreaterThan(2800);
  expect(wall.connections()).toBe(1);
  const lost = states.at(-1);
  expect(lost && "since" in lost && Math.abs((lost.since ?? 0) - greetedAt)).toBeLessThan(1000);
  wall.scene.pulses = true;
  await vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: "live" }), 3000);
});

test("[LK7] a server that knows no session of ours makes the wall signed out, and it goes on trying", async () => {
  const { wall, states } = await linkTo({ ...quiet(), signedIn: false });
  await vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: "signed-out", since: undefined }));
  wall.scene.signedIn = true;
  await vi.waitFor(() => expect(states.at(-1)).toEqual({ kind: "live" }), 5000);
});

test("[LK7] a session that ends says when the last pulse was; one that was renewed elsewhere is resumed at once", async () => {
  const { wall, states } = await linkTo(quiet());
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("live"));
  wall.endSessions();
  await vi.waitFor(() => expect(wall.connections()).toBe(1), 3000);
  expect(states.map(({ kind }) => kind)).toEqual(["live"]);
  wall.scene.signedIn = false;
  wall.endSessions();
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("signed-out"));
  expect(states.at(-1)).toMatchObject({ since: expect.any(Number) });
});

test("[LK9] what cannot be understood is ignored and counted, and what comes after it arrives", async () => {
  const { wall, messages, ignored } = await linkTo(quiet());
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  wall.sendText("}{");
  wall.sendText('{"type":"from the future"}');
  wall.sendText('{"type":"frame","panel":"dns","seq":1.5}');
  wall.send({ type: "alarm-gone", id: "edge/x" });
  await vi.waitFor(() => expect(messages.at(-1)?.type).toBe("alarm-gone"));
  expect(ignored).toHaveLength(3);
  expect(ignored[0]).toBe("1 not JSON");
});

test("[LK10] a server of another protocol version is answered by one reload, then by words", async () => {
  const { wall, states, reloads } = await linkTo(quiet());
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("live"));
  wall.sendText(JSON.stringify({ type: "welcome", protocol: 2 }));
  await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ kind: "refused" })));
  expect(reloads).toEqual([2]);
  expect(states.find(({ kind }) => kind === "refused")).toMatchObject({
    reason: "the server speaks protocol 2, this wall 1",
  });
});

test("[LK5] a link that was stopped opens nothing more", async () => {
  const { wall, link, states } = await linkTo(quiet());
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("live"));
  link.stop();
  await vi.waitFor(() => expect(wall.connections()).toBe(0));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(wall.connections()).toBe(0);
});
