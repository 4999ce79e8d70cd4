import { expect, test, vi } from "vitest";
import { WallStore } from "../../../renderer/link/store.ts";
import type { Content } from "../../../renderer/panels/define.ts";
import { LiveFrames } from "../../../renderer/wall/live-frames.ts";
import { frame, quiet } from "../../resources/scenes.ts";

const now = Date.UTC(2026, 0, 1, 12);

/** A panel whose form is the first letter of its text, drawn as the store has it. */
function drawnPanel() {
  const store = new WallStore();
  store.receive(quiet(now).welcome);
  let seq = 1;
  const send = (text: string) => {
    seq += 1;
    store.receive({ type: "frame", ...frame("dns", { kind: "text", text }, now), seq });
  };
  send("a1");
  const frames = new LiveFrames(store, "dns");
  const shown: number[] = [];
  const drawings = vi.fn<() => void>();
  const draw = (formOf = firstLetter) =>
    frames.drawn({
      picture: store.picture("dns"),
      fault: store.fault("dns"),
      formOf,
      onShown: (number) => shown.push(number),
    });
  return { store, send, frames, shown, drawings, draw };
}

function firstLetter(content: Content): string | undefined {
  return content.kind === "text" ? content.text.charAt(0) : undefined;
}

test("[LK17] a frame of the drawn form is written and reported, and nothing is drawn anew", () => {
  const { send, frames, shown, drawings, draw } = drawnPanel();
  const written: Content[] = [];
  draw();
  frames.subscribe(drawings);
  frames.onFrame((content) => written.push(content));
  send("a2");
  send("a3");
  expect(written).toEqual([
    { kind: "text", text: "a2" },
    { kind: "text", text: "a3" },
  ]);
  expect(shown).toEqual([2, 3, 4]);
  expect(drawings).not.toHaveBeenCalled();
});

test("[LK17] a frame of another form is drawn anew, and written into nothing before", () => {
  const { send, frames, shown, drawings, draw } = drawnPanel();
  const write = vi.fn<() => void>();
  draw();
  frames.subscribe(drawings);
  frames.onFrame(write);
  const before = frames.drawings();
  send("b1");
  expect(drawings).toHaveBeenCalledTimes(1);
  expect(frames.drawings()).not.toBe(before);
  expect(write).not.toHaveBeenCalled();
  draw();
  expect(shown).toEqual([2, 3]);
});

test("[LK17] where a drawing has no form every frame is drawn anew", () => {
  const { send, frames, drawings, draw } = drawnPanel();
  draw(() => undefined);
  frames.subscribe(drawings);
  send("a2");
  expect(drawings).toHaveBeenCalledTimes(1);
});

test("[LK17] a fault draws the panel anew, as does its end", () => {
  const { store, send, frames, drawings, draw } = drawnPanel();
  draw();
  frames.subscribe(drawings);
  store.receive({ type: "fault", panel: "dns", reason: "too slow" });
  expect(drawings).toHaveBeenCalledTimes(1);
  draw();
  send("a2");
  expect(drawings).toHaveBeenCalledTimes(2);
});

test("[LK17] what came between a drawing and its subscription is not missed", () => {
  const { send, frames, drawings, draw } = drawnPanel();
  draw();
  send("b1");
  frames.subscribe(drawings);
  expect(drawings).toHaveBeenCalledTimes(1);
});

test("[LK17] figures that cannot be written are drawn anew, and are not reported as shown", () => {
  const { send, frames, shown, drawings, draw } = drawnPanel();
  draw();
  frames.subscribe(drawings);
  frames.onFrame(() => {
    throw new Error("no such element");
  });
  send("a2");
  expect(drawings).toHaveBeenCalledTimes(1);
  expect(shown).toEqual([2]);
});

test("[LK17] a panel that is not on screen, as after a failed drawing, is drawn anew and nothing of it is reported", () => {
  const { send, frames, shown, drawings, draw } = drawnPanel();
  const undo = draw();
  frames.subscribe(drawings);
  undo();
  send("a2");
  expect(drawings).toHaveBeenCalledTimes(1);
  expect(shown).toEqual([2]);
});

test("[LK17] a drawing that repeats what is on screen reports nothing", () => {
  const { frames, shown, drawings, draw } = drawnPanel();
  draw()();
  frames.subscribe(drawings);
  draw();
  expect(shown).toEqual([2]);
});
