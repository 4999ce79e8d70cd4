import { memo } from "react";
import { fitText } from "./fit-text.ts";
import { measureIn, type TypeFace } from "./measure-text.ts";
import { useSize } from "./use-size.ts";

interface FitProps extends TypeFace {
  /** Longest first; the last one is shortened in its middle if even that is too wide. */
  variants: readonly string[];
  className?: string;
}

/** One line of text that takes the width it is given and never runs out of it. */
export const Fit = memo(({ variants, sizePx, weight, className = "" }: FitProps) => {
  const measure = measureIn({ sizePx, weight });
  // Asks for what the longest needs. Where the layout grants less, a shorter one is shown.
  const wanted = Math.ceil(measure(variants[0] ?? ""));
  const [ref, { width }] = useSize<HTMLSpanElement>(wanted);
  return (
    <span ref={ref} className={`fit ${className}`} style={{ fontSize: sizePx, fontWeight: weight, width: wanted }}>
      {width > 0 ? fitText(variants, width, measure) : ""}
    </span>
  );
}, isSame);

/** Variants are made anew by whoever draws, and mostly say the same. */
function isSame(before: FitProps, after: FitProps): boolean {
  return (
    before.sizePx === after.sizePx &&
    before.weight === after.weight &&
    before.className === after.className &&
    before.variants.length === after.variants.length &&
    before.variants.every((variant, index) => variant === after.variants[index])
  );
}
