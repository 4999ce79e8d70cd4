import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from "react";
import { type AtHand, FieldAtHand } from "./field-at-hand.ts";
import { Keys } from "./keys.tsx";
import { enterInto, eraseFrom, kindOf, typeInto } from "./text-field.ts";
import "./keys.css";

const AtHandContext = createContext<FieldAtHand | undefined>(undefined);

interface WithScreenKeysProps {
  /** From the beginning. */
  isWanted: boolean;
  byTouch: boolean;
  children: ReactNode;
}

/** Every text field within is typed into by `ScreenKeys`, where there is no keyboard. */
export function WithScreenKeys({ isWanted, byTouch, children }: WithScreenKeysProps) {
  const [atHand] = useState(() => new FieldAtHand({ isWanted, byTouch }));
  useEffect(() => atHand.watch(), [atHand]);
  return <AtHandContext value={atHand}>{children}</AtHandContext>;
}

export function useScreenKeys(): AtHand & { toggle(): void } {
  const atHand = use(AtHandContext);
  if (!atHand) throw new Error("this part of the overlay is used outside WithScreenKeys");
  const state = useSyncExternalStore(atHand.subscribe, atHand.state);
  return { ...state, toggle: () => atHand.toggle() };
}

/** The keys for the field at hand; nothing where there is none, or somebody has a keyboard. */
export function ScreenKeys() {
  const { isWanted, field } = useScreenKeys();
  const shown = isWanted ? field : undefined;
  // What was above the fold of a larger page may be below that of the smaller one.
  useEffect(() => {
    shown?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  if (!shown) return null;
  const kind = kindOf(shown);
  return (
    <Keys
      key={`${kind} ${shown.name}`}
      kind={kind}
      onType={(text) => typeInto(shown, text)}
      onErase={() => eraseFrom(shown)}
      onEnter={() => enterInto(shown)}
    />
  );
}
