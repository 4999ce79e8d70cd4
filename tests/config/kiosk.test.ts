import { expect, test } from "vitest";
import { parseConfig } from "../../server/config/load.ts";
import { toWall } from "../../server/config/wall.ts";
import { readChord, type Stroke, strikes } from "../../server/protocol/chord.ts";

const page = "pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\n";

function stroke(chord: string, code: string): Stroke {
  const names = chord.split("+");
  const has = (name: string) => names.slice(0, -1).includes(name);
  const [control, alt, shift, meta] = ["Ctrl", "Alt", "Shift", "Meta"].map(has);
  return { key: names.at(-1) ?? "", code, control, alt, shift, meta } as Stroke;
}

async function unlockKey(text: string) {
  const outcome = await parseConfig(page + text, "w.yaml");
  return outcome.ok && toWall(outcome.config, { demo: false, fault: undefined }).unlockKey;
}

test("[LD6] kiosk.unlock_key is Ctrl+Alt+U or what the file says, and walls are told it for plain browsers", async () => {
  expect(await unlockKey("")).toBe("Ctrl+Alt+U");
  expect(await unlockKey("kiosk: { unlock_key: Ctrl+Shift+F9 }")).toBe("Ctrl+Shift+F9");
});

test.each(["U", "Shift+U", "Ctrl+", "Ctrl+Ctrl+U", "Ctrl+Alt+Delete", "Hyper+U", "F25", "Ctrl+F25", "Ctrl + U", ""])(
  "[LD6] %j is no unlock key, and the fault says what would be one",
  async (text) => {
    const outcome = await parseConfig(`${page}kiosk: { unlock_key: ${JSON.stringify(text)} }`, "w.yaml");
    expect(outcome).toMatchObject({
      ok: false,
      faults: [
        { line: 2, column: 22, message: expect.stringMatching(/^kiosk\.unlock_key: must be .* "Ctrl\+Alt\+U"$/) },
      ],
    });
  },
);

test.each([
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+u", "KeyU"), true],
  ["ctrl+alt+u", stroke("Ctrl+Alt+U", "KeyU"), true],
  // AltGr on a US international keyboard, and a Russian one.
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+ú", "KeyU"), true],
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+г", "KeyU"), true],
  // Dvorak: the key says "u" where a US keyboard has F; what stands on the key counts.
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+u", "KeyF"), true],
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+g", "KeyU"), false],
  ["Ctrl+Alt+7", stroke("Ctrl+Alt+{", "Digit7"), true],
  ["Meta+F9", stroke("Meta+F9", "F9"), true],
  ["Ctrl+Alt+U", stroke("Ctrl+u", "KeyU"), false],
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+Shift+U", "KeyU"), false],
  ["Ctrl+Alt+U", stroke("Ctrl+Alt+Meta+u", "KeyU"), false],
])("[LD6] %s and a stroke of %o: %s", (text, struck, isIt) => {
  const chord = readChord(text);
  expect(chord && strikes(chord, struck)).toBe(isIt);
});
