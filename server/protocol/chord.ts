import { z } from "zod";

/** Keys that are struck together. */
export interface Chord {
  control: boolean;
  alt: boolean;
  shift: boolean;
  meta: boolean;
  /** "u", "7" or "f9" */
  key: string;
}

/** What a key press tells of itself, as Electron's Input names it; a page makes it of its KeyboardEvent. */
export interface Stroke extends Chord {
  /** The key's place: "KeyU". */
  code: string;
}

const modifiers: Record<string, Exclude<keyof Chord, "key">> = {
  ctrl: "control",
  control: "control",
  alt: "alt",
  shift: "shift",
  meta: "meta",
};

/** A chord as a person writes it: "Ctrl+Alt+U". Undefined where the text is none, or one that is struck by accident. */
export function readChord(text: string): Chord | undefined {
  const names = text.toLowerCase().split("+");
  const key = names.pop() ?? "";
  const chord: Chord = { control: false, alt: false, shift: false, meta: false, key };
  for (const name of names) {
    const modifier = modifiers[name];
    if (!modifier || chord[modifier]) return undefined;
    chord[modifier] = true;
  }
  const isKnown = /^([a-z0-9]|f([1-9]|1\d|2[0-4]))$/.test(key);
  return isKnown && (chord.control || chord.alt || chord.meta) ? chord : undefined;
}

/**
 * Whether the stroke is the chord. Where its key types no Latin letter or digit (Cyrillic, or AltGr's third level) the
 * key's place on the usual keyboard decides.
 */
export function strikes(chord: Chord, { key, code, control, alt, shift, meta }: Stroke): boolean {
  const sameModifiers = control === chord.control && alt === chord.alt && shift === chord.shift && meta === chord.meta;
  const name = key.toLowerCase();
  const place = code.toLowerCase().replace(/^(key|digit)/, "");
  return sameModifiers && (name === chord.key || (!/^[a-z0-9]$/.test(name) && place === chord.key));
}

const words =
  'must be keys that nobody strikes by accident: Ctrl, Alt or Meta (and Shift) with a letter, a digit or a function key, like "Ctrl+Alt+U"';

/** A chord, kept as it was written. */
export const chordText = z.string(words).refine((text) => readChord(text) !== undefined, words);
