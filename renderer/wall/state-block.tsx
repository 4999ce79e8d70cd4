import { fitText } from "../theme/fit-text.ts";
import { measureIn, type TypeFace } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import type { TypeScale } from "../theme/type-scale.ts";
import { useOverall } from "./use-overall.ts";

/** The answer of the wall: one state, one shape, one word, and the facts that prove or explain it. */
export function StateBlock({ maxWidthPx, stacked }: { maxWidthPx: number; stacked: boolean }) {
  const scale = useScale();
  const { tone, shape, words, facts } = useOverall();
  const factFace: TypeFace = {
    sizePx: Math.max(1.9 * scale.unit, scale.small),
    weight: 400,
  };
  const measureFact = measureIn(factFace);
  const room = maxWidthPx - besidesPx(scale, stacked);
  const factRoom = stacked || facts.length === 0 ? 0 : 0.27 * room;
  const measureWord = measureIn({ sizePx: scale.word, weight: 700 });
  const word = fitText(words, room - factRoom, measureWord);
  const rest = stacked ? room : room - measureWord(word);
  const lines = factLines(facts, stacked ? 1 : 2).map((variants) => fitText(variants, rest, measureFact));
  // Rounded up, so that the block keeps its place while figures change.
  const widthPx = Math.ceil(Math.max(0, ...lines.map(measureFact)) / scale.small) * scale.small;
  return (
    <div className={`state ${tone} ${stacked ? "stacked" : ""} ${tone === "blind" ? "hatched" : ""}`} data-state={tone}>
      <Shape name={shape} />
      <div className="state-text">
        <strong className="state-word figures">{word}</strong>
        {lines.length > 0 && (
          <div className="state-facts figures" style={{ fontSize: factFace.sizePx, minWidth: Math.min(widthPx, rest) }}>
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Shape, gaps, padding and border, as header.css sets them. */
function besidesPx({ word, unit }: TypeScale, stacked: boolean): number {
  return 0.82 * word + (stacked ? 6.8 : 10.8) * unit;
}

/** The first fact has a line of its own; the last line takes as many of the others as fit, dropping the least. */
function factLines(facts: string[], most: number): string[][] {
  const own = facts.slice(0, most - 1).map((fact) => [fact]);
  const others = facts.slice(most - 1);
  if (others.length === 0) return own;
  return [...own, others.map((_, dropped) => others.slice(0, others.length - dropped).join(" · "))];
}
