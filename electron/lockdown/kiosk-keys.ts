import { readChord, type Stroke, strikes } from "../../server/protocol/chord.ts";

/** The part of Electron's Input that decides. */
export interface Key extends Stroke {
  /** `keyDown` or `keyUp`. */
  type: string;
  isAutoRepeat: boolean;
}

/** `unlock`, once for each stroke, is for the operator's overlay; what is swallowed reaches neither page nor Chromium. */
export type KeyVerdict = "type" | "unlock" | "swallow";

export function judgeKey(key: Key, unlockKey: string): KeyVerdict {
  const chord = readChord(unlockKey);
  if (chord && strikes(chord, key)) return key.type === "keyDown" && !key.isAutoRepeat ? "unlock" : "swallow";
  return isKioskKey(key) ? "type" : "swallow";
}

/**
 * What types, edits, moves, or sets the volume. All others might leave: F5 reloads, F11 ends full screen, F12 opens tools,
 * and keyboards have keys to go back, home, print, open, mail, search.
 */
const typing =
  /^(.|Enter|Tab|Escape|Backspace|Delete|Insert|Clear|Arrow\w+|Home|End|Page\w+|Dead|Process|Compose|\w+Lock|Audio\w+)$/u;
/** What a person who types into the operator's overlay needs: copy, cut, paste, select, undo, and moving by words. */
const editing = new Set([
  "a",
  "c",
  "v",
  "x",
  "y",
  "z",
  "arrowleft",
  "arrowright",
  "backspace",
  "delete",
  "home",
  "end",
]);

/** True for a key that types, edits or moves the focus; false for one that might leave, reload, zoom or print the page. */
function isKioskKey({ key, control, alt, meta, shift }: Key): boolean {
  if (!typing.test(key) && !isModifier(key)) return false;
  // AltGr, which types @ and € on many keyboards, reports both. With nothing printable it is a shortcut.
  if (control && alt && !meta) return key.length === 1 || key === "AltGraph" || isModifier(key);
  if (alt) return isModifier(key);
  if (!control && !meta) return true;
  // Ctrl+Shift+C opens the inspector; Ctrl+Shift+Z is "redo".
  const name = key.toLowerCase();
  if (shift && name === "c") return false;
  return editing.has(name) || isModifier(key);
}

function isModifier(key: string): boolean {
  return ["Control", "Alt", "AltGraph", "Meta", "Shift", "Fn"].includes(key);
}
