import { describe, expect, it } from "vitest";
import { judgeKey, type Key } from "../../../electron/lockdown/kiosk-keys.ts";

/** "Control+Shift+I" as Electron reports it. */
function stroke(chord: string): Key {
  const names = chord.split("+");
  const has = (name: string) => names.slice(0, -1).includes(name);
  return {
    type: "keyDown",
    isAutoRepeat: false,
    key: names.at(-1) ?? "",
    code: "",
    control: has("Control"),
    alt: has("Alt"),
    meta: has("Meta"),
    shift: has("Shift"),
  };
}
const judge = (chord: string) => judgeKey(stroke(chord), "Ctrl+Alt+U");

const swallowed = `
  F1 F5 F11 F12 Alt+F4 Control+F4 Control+r Control+Shift+R Meta+r Control+w Control+q Meta+q Control+n Control+t
  Control+p Control+s Control+o Control+u Control+Shift+I Control+Shift+J Control+Shift+C Meta+Alt+i
  Control+= Control+- Control+0 Alt+ArrowLeft Alt+Home Alt+d Control+Alt+Delete Control+Tab Control+Escape
  BrowserBack BrowserRefresh BrowserHome LaunchMail ContextMenu PrintScreen ZoomIn Print Open Find MailSend Help Exit
  Power WakeUp Eject Props NavigateBack GoBack MediaPlayPause Unidentified
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
      expect(judge(chord)).toBe("swallow");
    },
  );

  it.each(typed.trim().split(/\s+/))("[LD4] %s is left to whoever types", (chord) => {
    expect(judge(chord)).toBe("type");
  });

  it("[LD6] the operator's key unlocks once for each stroke, and reaches the page in no other way", () => {
    const key = stroke("Control+Alt+u");
    expect(judgeKey(key, "Ctrl+Alt+U")).toBe("unlock");
    expect(judgeKey({ ...key, isAutoRepeat: true }, "Ctrl+Alt+U")).toBe("swallow");
    expect(judgeKey({ ...key, type: "keyUp" }, "Ctrl+Alt+U")).toBe("swallow");
    expect(judgeKey(stroke("Control+F9"), "Ctrl+F9")).toBe("unlock");
    expect(judgeKey(key, "Ctrl+F9")).toBe("type");
  });
});
