import { shorten } from "../../theme/fit-text.ts";
import { formatAge } from "../../theme/format-time.ts";
import { measureIn } from "../../theme/measure-text.ts";
import { useScale } from "../../theme/scale.ts";
import { useSize } from "../../theme/use-size.ts";

/**
 * Restates a value that is withheld: small, in the past tense, with its age. `was`: in words, longest first. Where
 * not even the shortest has room beside the age, the age takes a line of its own.
 */
export function WasLine({ was, ageMs }: { was: string[]; ageMs: number }) {
  const { unit, small } = useScale();
  const [ref, { width }] = useSize<HTMLParagraphElement>();
  const sizePx = Math.max(2.2 * unit, small);
  const measure = measureIn({ sizePx, weight: 600 });
  const age = `${formatAge(ageMs)} ago`;
  const whole = was.map((words) => `was ${words} · ${age}`).find((line) => measure(line) <= width);
  const lines = whole === undefined ? [shorten(`was ${was.at(-1) ?? ""}`, width, measure), age] : [whole];
  return (
    <p ref={ref} className="was-line figures" style={{ fontSize: sizePx }}>
      {width > 0 && lines.map((line) => <span key={line}>{line}</span>)}
    </p>
  );
}
