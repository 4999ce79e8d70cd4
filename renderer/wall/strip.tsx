import { Fit } from "../theme/fit.tsx";
import { useScale } from "../theme/scale.ts";
import { Shape, type ShapeName } from "../theme/shape.tsx";

interface StripProps {
  /** `quiet`: as it is meant to be, and worth knowing. */
  tone: "quiet" | "warning";
  shape?: ShapeName;
  /** Longest first. */
  variants: readonly string[];
}

/** One line below the picture, for what is wrong with the wall itself or set aside on it. */
export function Strip({ tone, shape = "warning", variants }: StripProps) {
  const { small } = useScale();
  return (
    <p className={`strip ${tone}`}>
      <Shape name={shape} />
      <Fit variants={variants} sizePx={small} weight={600} />
    </p>
  );
}
