import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Order, type SeenWall, type Stage, steering } from "../../server/protocol/steering.ts";
import { type LiveSocket, password, type RunningWall, startWall } from "../resources/running-wall.ts";

const stage: Stage = {
  screen: 2,
  page: "Overview",
  pages: [{ key: "Overview", title: "Overview" }],
  isHeld: false,
  level: 1,
  sound: "ready",
};

let running: RunningWall;
beforeAll(async () => {
  running = await startWall();
});
afterAll(() => running[Symbol.asyncDispose]());

/** A socket that is open. */
async function open(cookie: string): Promise<LiveSocket> {
  const socket = running.open(cookie);
  await socket.next("welcome");
  return socket;
}

/** The walls as an overseer was told of them, once they are as wanted. */
async function wallsOf(socket: LiveSocket, areWanted: (walls: SeenWall[]) => boolean): Promise<SeenWall[]> {
  const { steering: told } = await socket.next("steering", ({ steering: body }) => {
    const read = steering.parse(body);
    return read.what === "walls" && areWanted(read.walls);
  });
  const read = steering.parse(told);
  return read.what === "walls" ? read.walls : [];
}

const ordersOf = ({ received }: LiveSocket): Order[] =>
  received.flatMap((message) => {
    const read = message.type === "steering" ? steering.parse(message.steering) : undefined;
    return read?.what === "order" ? [read.order] : [];
  });

describe("steering walls", () => {
  it("[OP6] an operator sees the walls that look on, and steers one or all of them; it stands in the log", async () => {
    using near = await open(await running.signIn());
    using far = await open(await running.signIn());
    using desk = await open(await running.signIn("ada"));
    near.send({ type: "stage", stage });
    far.send({ type: "stage", stage: { ...stage, screen: 1 } });
    desk.send({ type: "oversee" });
    const walls = await wallsOf(desk, ({ length }) => length === 2);
    expect(walls).toContainEqual({ ...stage, id: expect.any(String), user: "wall", address: "127.0.0.1" });
    const wall = walls.find(({ screen }) => screen === 2)?.id ?? null;
    desk.send({ type: "steer", wall, order: { do: "hold" } });
    desk.send({ type: "steer", wall: null, order: { do: "dim", level: 0.5 } });
    await far.next("steering");
    await expect.poll(() => ordersOf(near)).toEqual([{ do: "hold" }, { do: "dim", level: 0.5 }]);
    expect(ordersOf(far)).toEqual([{ do: "dim", level: 0.5 }]);
    expect(running.log).toContainEqual(
      expect.objectContaining({ audit: "steer", user: "ada", order: { do: "hold" }, walls: ["127.0.0.1 screen 2"] }),
    );
    near.send({ type: "stage", stage: { ...stage, isHeld: true } });
    await wallsOf(desk, (now) => now.some(({ id, isHeld }) => id === wall && isHeld));
    near.socket.terminate();
    await wallsOf(desk, (now) => now.length === 1 && now[0]?.screen === 1);
    desk.send({ type: "steer", wall, order: { do: "resume" } });
    await desk.next("refused", ({ reason }) => reason.startsWith("there is no such wall now"));
    const { sessions } = (await (await running.get("/api/diagnostics", await running.signIn("ada"))).json()) as {
      sessions: { walls: unknown[] }[];
    };
    expect(sessions.flatMap((session) => session.walls)).toEqual([
      { address: "127.0.0.1", screen: 1, page: "Overview" },
    ]);
  });

  it("[OP7] a wall's socket can neither see nor steer walls, nor one whose unlocking is over", async () => {
    using victim = await open(await running.signIn());
    victim.send({ type: "stage", stage });
    const cookie = await running.signIn();
    using wall = await open(cookie);
    wall.send({ type: "oversee" });
    wall.send({ type: "steer", wall: null, order: { do: "mute", minutes: 60 } });
    await wall.next("refused", ({ reason }) => reason.startsWith("a wall may not see the others"));
    await wall.next("refused", ({ reason }) => reason.startsWith("a wall may not steer walls"));
    const unlocked = await running.post("/api/unlock", { body: { username: "ada", secret: password }, cookie });
    await wall.next("session", ({ role }) => role === "operator");
    wall.send({ type: "oversee" });
    await wallsOf(wall, ({ length }) => length > 0);
    await running.post("/api/lock", { cookie: unlocked.headers.getSetCookie()[0]?.split(";")[0] ?? "" });
    await wall.next("session", ({ role }) => role === "wall");
    const told = wall.received.filter(({ type }) => type === "steering").length;
    victim.send({ type: "stage", stage: { ...stage, isHeld: true } });
    wall.send({ type: "steer", wall: null, order: { do: "hold" } });
    await expect.poll(() => wall.received.filter(({ type }) => type === "refused").length).toBe(3);
    expect(wall.received.filter(({ type }) => type === "steering").length).toBe(told);
    expect(ordersOf(victim)).toEqual([]);
  });

  it("[OP7] an order that is none, or a stage that is too long, is refused in words", async () => {
    using desk = await open(await running.signIn("ada"));
    desk.send({ type: "steer", wall: null, order: { do: "dim", level: 0 } });
    desk.send({ type: "steer", wall: null, order: { do: "shutdown" } });
    desk.send({ type: "stage", stage: { ...stage, pages: Array(101).fill(stage.pages[0]) } });
    await expect.poll(() => desk.received.filter(({ type }) => type === "refused").length).toBe(3);
  });
});
