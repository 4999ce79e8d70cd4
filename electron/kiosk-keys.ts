/** The part of Electron's Input that decides. */
export interface Key {
  key: string;
  control: boolean;
  alt: boolean;
  meta: boolean;
  shift: boolean;
}

/** F5 reloads, F11 leaves full screen, F12 opens tools; browser keys go back and home. */
const leaving = /^(F\d{1,2}|Browser.+|Launch.+|ContextMenu|PrintScreen|ZoomIn|ZoomOut|ZoomToggle)$/;
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
export function isKioskKey({ key, control, alt, meta, shift }: Key): boolean {
  if (leaving.test(key)) return false;
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
  return ["Control", "Alt", "AltGraph", "Meta", "Shift"].includes(key);
}
