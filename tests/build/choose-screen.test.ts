import { describe, expect, it } from "vitest";
import { chooseScreen, type Machine } from "../../build/choose-screen.ts";

const all: Machine = { electron: "/electron", browser: "/usr/bin/chromium", hasDisplay: true };

describe("the screen that npm start chooses", () => {
  it.each<[Partial<Machine>, string, string]>([
    [{}, "electron", "/electron"],
    [{ electron: undefined }, "browser", "npx install-electron"],
    [{ electron: undefined, browser: undefined }, "link", "nor is Chromium or Chrome"],
    [{ hasDisplay: false }, "link", "no display"],
    [{ hasDisplay: false, electron: undefined }, "link", "no display"],
  ])("[BD1] with %j it is %s, because of %s", (differences, kind, why) => {
    const screen = chooseScreen({ ...all, ...differences });
    expect(screen.kind).toBe(kind);
    expect(screen.why).toContain(why);
  });
});
