import { assert, integer, pre, property, stringMatching, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { displays } from "../../server/doctor/checks/displays.ts";
import { gpu } from "../../server/doctor/checks/gpu.ts";
import { readEdid } from "../../server/doctor/edid.ts";
import { composeEdid } from "../resources/edid.ts";
import { makeMachine, type TestMachine } from "../resources/site.ts";

/** 55 inches across. */
const television = { mm: [1218, 685], px: [3840, 2160], name: "SONY TV" } as const;
const wall = (display: string) => `${display}\npages: [ { panels: [ { type: text, text: x } ] } ]\n`;
const at5m = wall("display: { diagonal: 55in, distance: 5m }");

async function connect({ file }: TestMachine, output: string, edid: Buffer | undefined): Promise<void> {
  await file(`sys/class/drm/card1-${output}/status`, edid ? "connected\n" : "disconnected\n");
  await file(`sys/class/drm/card1-${output}/edid`, edid ?? "");
}

const compose = (wish: Partial<Parameters<typeof composeEdid>[0]> = {}) =>
  composeEdid({ mm: [...television.mm], px: [...television.px], name: television.name, ...wish });

const isAspect = ([width, height]: [number, number]) => width * 9 === height * 16 && [16, 160].includes(width);

describe("what a display says of itself", () => {
  it("[DR10] size, pixels and name are read as VESA lays them out", () => {
    const size = tuple(integer({ min: 1, max: 4095 }), integer({ min: 1, max: 4095 }));
    assert(
      property(size, size, stringMatching(/^[A-Za-z0-9]{1,12}$/), (mm, px, name) => {
        pre(![mm, px].some(isAspect));
        const read = readEdid(composeEdid({ mm, px, name, cm: [0, 0] }));
        expect(read).toEqual({
          sizeMm: { width: mm[0], height: mm[1] },
          px: { width: px[0], height: px[1] },
          name,
        });
      }),
    );
  });

  it("[DR10] a block that was damaged on its way, cut off or garbage is none", () => {
    const whole = compose();
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect(readEdid(damaged)).toBeUndefined();
      expect(readEdid(whole.subarray(0, at))).toBeUndefined();
    }
    expect(readEdid(Buffer.alloc(128))).toBeUndefined();
  });

  it("[DR10] a television that writes its aspect where its size belongs does not say how large it is", () => {
    expect(readEdid(compose({ mm: [160, 90], cm: [16, 9] }))).toMatchObject({ sizeMm: undefined });
    expect(readEdid(compose({ mm: [160, 90], cm: [121, 68] }))).toMatchObject({ sizeMm: { width: 1210, height: 680 } });
  });
});

describe("the check of displays", () => {
  it("[DR11] tells the real size of type, from where it is read", async () => {
    await using machine = await makeMachine();
    await machine.configure(at5m);
    await connect(machine, "HDMI-A-1", compose());
    await connect(machine, "DP-1", undefined);
    expect(await machine.look(displays)).toEqual({
      name: "displays",
      verdict: "pass",
      seen: "HDMI-A-1 (SONY TV) 3840 × 2160, 55in; smallest type 16.0 arc minutes from 5 m",
    });
  });

  it.each<[string, Parameters<typeof compose>[0], string, object]>([
    [
      "a display that is smaller than it is said to be",
      { mm: [708, 398] },
      at5m,
      {
        verdict: "fail",
        seen: expect.stringContaining("too small to read, it needs 16"),
        remedy: expect.stringContaining("(it says 55in)"),
      },
    ],
    [
      "a display that is larger",
      { mm: [1660, 934] },
      at5m,
      { verdict: "warn", seen: expect.stringContaining("it is not the size that the configuration says") },
    ],
    [
      "a display that nobody has described",
      {},
      wall("title: X"),
      { verdict: "warn", remedy: "measure it, and write display: { diagonal: 55in, distance: 5m }" },
    ],
    [
      "a display that does not say how large it is",
      { mm: [160, 90], cm: [16, 9] },
      at5m,
      { verdict: "pass", seen: expect.stringContaining("if it is 55in as configured: it does not say") },
    ],
  ])("[DR11] %s", async (_, wish, yaml, finding) => {
    await using machine = await makeMachine();
    await machine.configure(yaml);
    await connect(machine, "HDMI-A-1", compose(wish));
    expect(await machine.look(displays)).toMatchObject(finding);
  });

  it("[DR11] nothing connected fails, a silent display is a warning, a machine without outputs is skipped", async () => {
    await using machine = await makeMachine();
    await machine.configure(at5m);
    expect(await machine.look(displays)).toMatchObject({ verdict: "skip" });
    await connect(machine, "HDMI-A-1", undefined);
    expect(await machine.look(displays)).toMatchObject({
      verdict: "fail",
      seen: "nothing is connected to any of 1 output",
    });
    await connect(machine, "HDMI-A-1", Buffer.alloc(1));
    expect(await machine.look(displays)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("HDMI-A-1: the display says nothing of itself"),
    });
    await connect(machine, "HDMI-A-2", compose({ mm: [708, 398] }));
    expect(await machine.look(displays)).toMatchObject({
      verdict: "fail",
      seen: expect.stringContaining("too small to read"),
    });
  });
});

describe("the check of the graphics card", () => {
  it("[DR12] names the card that may be used; none is a warning", async () => {
    await using machine = await makeMachine();
    expect(await machine.look(gpu)).toMatchObject({
      verdict: "warn",
      seen: expect.stringContaining("the processor draws everything"),
    });
    await machine.file("dev/dri/renderD128");
    expect(await machine.look(gpu)).toEqual({ name: "gpu", verdict: "pass", seen: "unknown driver (renderD128)" });
  });

  it.skipIf(process.getuid?.() === 0)(
    "[DR12] one that this user may not use fails, with the group to join",
    async () => {
      await using machine = await makeMachine();
      await machine.file("dev/dri/renderD128", "", 0o000);
      expect(await machine.look(gpu)).toMatchObject({
        verdict: "fail",
        remedy: expect.stringContaining("usermod --append --groups video,render nocturne"),
      });
    },
  );
});
