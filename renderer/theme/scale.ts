import { createContext, useContext, useInsertionEffect, useMemo } from "react";
import type { Screen } from "../../server/protocol/legibility.ts";
import { type TypeScale, typeScale } from "./type-scale.ts";
import { useWindowSize } from "./use-window-size.ts";

/** The sizes in force. Panels lay out by them, in pixels, instead of hoping that text will fit. */
export const ScaleContext = createContext<TypeScale>(typeScale({ widthPx: 1920, heightPx: 1080 }));

export function useScale(): TypeScale {
  return useContext(ScaleContext);
}

/** Derives the sizes from the window, again when it changes, and hands them to the style sheets as custom properties. */
export function useWindowScale(display: Screen["display"]): TypeScale {
  const { widthPx, heightPx } = useWindowSize();
  const { diagonalMm, distanceMm } = display ?? {};
  const scale = useMemo(() => {
    const described = diagonalMm !== undefined && distanceMm !== undefined;
    return typeScale({ widthPx, heightPx, display: described ? { diagonalMm, distanceMm } : undefined });
  }, [widthPx, heightPx, diagonalMm, distanceMm]);
  // Before layout effects, in which the parts of the wall measure themselves.
  useInsertionEffect(() => {
    for (const [name, px] of Object.entries(scale)) {
      document.documentElement.style.setProperty(`--${name}`, `${px.toFixed(2)}px`);
    }
  }, [scale]);
  return scale;
}
