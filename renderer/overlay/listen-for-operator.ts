import { readChord, type Stroke, strikes } from "../../server/protocol/chord.ts";
import { kioskBridge } from "./bridge.ts";
import { isInCorner, isSamePlace } from "./corner.ts";

/** Long enough that nobody who wipes the screen does it by accident. */
const pressMs = 1200;

const usualKeys = "Ctrl+Alt+U";

export type CalledBy = "keys" | "touch";

/**
 * Hears an operator who comes to the wall: the unlock keys ("Ctrl+Alt+U"), or a long press in any corner. The result
 * ends it.
 */
export function listenForOperator(keys: string | undefined, called: (by: CalledBy) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const chord = readChord(keys ?? usualKeys);
  addEventListener(
    "keydown",
    (event) => {
      if (chord && strikes(chord, strokeOf(event))) called("keys");
    },
    { signal },
  );
  const forgetKeys = kioskBridge()?.onUnlock(() => called("keys"));
  const forgetPress = listenForPress(signal, () => called("touch"));
  return () => {
    listening.abort();
    forgetKeys?.();
    forgetPress();
  };
}

function strokeOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): Stroke {
  return { key, code, control: ctrlKey, alt: altKey, shift: shiftKey, meta: metaKey };
}

function listenForPress(signal: AbortSignal, pressed: () => void): () => void {
  let press = new AbortController();
  const leave = () => press.abort();
  const down = (start: PointerEvent) => {
    leave();
    if (!isInCorner(start, { width: innerWidth, height: innerHeight })) return;
    press = new AbortController();
    const timer = setTimeout(pressed, pressMs);
    press.signal.addEventListener("abort", () => clearTimeout(timer));
    const move = (event: PointerEvent) => {
      if (!isSamePlace(start, event)) leave();
    };
    addEventListener("pointermove", move, { signal: press.signal });
  };
  addEventListener("pointerdown", down, { signal });
  for (const end of ["pointerup", "pointercancel"] as const) addEventListener(end, leave, { signal });
  // A long touch asks for a menu, which would take the finger away from us.
  addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  return leave;
}
