import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ByHand } from "../../../renderer/wall/by-hand.ts";
import { lightAt } from "../../../renderer/wall/night.ts";

/** As a browser's: text by key, and a word to the other windows. */
class TestStorage {
  readonly #items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

const windows = new EventTarget();
beforeEach(() => void vi.stubGlobal("addEventListener", windows.addEventListener.bind(windows)));
afterEach(() => void vi.unstubAllGlobals());

const stored = () => new TestStorage() as unknown as Storage;

it("[OP3] what is set by hand outlives the page, and reaches the other screens of the machine", () => {
  const storage = stored();
  const first = new ByHand(storage);
  const other = new ByHand(storage);
  const told = vi.fn();
  other.subscribe(told);
  first.set({ muteUntil: 5000, level: 0.5 });
  windows.dispatchEvent(new Event("storage"));
  expect(told).toHaveBeenCalled();
  expect(other.settings()).toEqual({ muteUntil: 5000, level: 0.5 });
  first.set({ level: undefined });
  expect(new ByHand(storage).settings()).toEqual({ muteUntil: 5000 });
});

it("[OP3] what is broken, or of another time, counts as nothing", () => {
  const storage = stored();
  for (const text of ["{", "7", '{"level":9}']) {
    storage.setItem("nocturne.by-hand", text);
    expect(new ByHand(storage).settings()).toEqual({});
  }
});

it("[OP3] an operator's brightness holds while all is quiet, and what asks for somebody lights the screen", () => {
  const plan = { orbit: true };
  expect(lightAt(plan, "clear", 0, 0.3)).toEqual({ kind: "dimmed", level: 0.3 });
  for (const tone of ["critical", "warning", "blind"] as const) {
    expect(lightAt(plan, tone, 0, 0.3)).toEqual({ kind: "lit" });
  }
});
