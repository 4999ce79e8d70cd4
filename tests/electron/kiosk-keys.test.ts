import { describe, expect, it } from "vitest";
import { isKioskKey } from "../../electron/kiosk-keys.ts";

/** "Control+Shift+I" as Electron reports it. */
function press(chord: string): boolean {
  const names = chord.split("+");
  const has = (name: string) => names.slice(0, -1).includes(name);
  return isKioskKey({
    key: names.at(-1) ?? "",
    control: has("Control"),
    alt: has("Alt"),
    meta: has("Meta"),
    shift: has("Shift"),
  });
}

const swallowed = `
  F1 F5 F11 F12 Alt+F4 Control+F4 Control+r Control+Shift+R Meta+r Control+w Control+q Meta+q Control+n Control+t
  Control+p Control+s Control+o Control+u Control+Shift+I Control+Shift+J Control+Shift+C Meta+Alt+i
  Control+= Control+- Control+0 Alt+ArrowLeft Alt+Home Alt+d Control+Alt+Delete Control+Tab Control+Escape
  BrowserBack BrowserRefresh BrowserHome LaunchMail ContextMenu PrintScreen ZoomIn
`;

const typed = `
  a Z 7 é Enter Tab Shift+Tab Escape Backspace ArrowLeft PageDown Dead Control Shift Alt AudioVolumeUp
  Control+a Control+c Control+v Meta+v Control+Shift+Z Control+ArrowLeft Control+Backspace
  Control+Alt+@ Control+Alt+AltGraph
`;

describe("keys on the wall", () => {
  it.each(swallowed.trim().split(/\s+/))(
    "[LD4] %s is swallowed: it might leave, reload, zoom or print the page",
    (chord) => {
      expect(press(chord)).toBe(false);
    },
  );

  it.each(typed.trim().split(/\s+/))("[LD4] %s is left to whoever types", (chord) => {
    expect(press(chord)).toBe(true);
  });
});
