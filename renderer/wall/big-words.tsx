import { Fit } from "../theme/fit.tsx";
import { measureIn, type TypeFace } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";
import { useWindowSize } from "../theme/use-window-size.ts";

interface BigWordsProps {
  word: string;
  detail: string;
  tone?: "quiet" | "blind";
}

/** Words for the whole room, where another program would show a dialog. They have the screen for themselves, and use it. */
export function BigWords({ word, detail, tone = "quiet" }: BigWordsProps) {
  const scale = useScale();
  const roomPx = useWindowSize().widthPx - 10 * scale.unit;
  const largest = (text: string, weight: TypeFace["weight"], { least, most }: { least: number; most: number }) =>
    Math.max(least, Math.min(most, (100 * roomPx) / measureIn({ sizePx: 100, weight })(text)));
  return (
    <section className={`big-words alone ${tone}`}>
      {tone === "blind" && <Shape name="blind" />}
      <div className="big-words-text">
        <Fit
          variants={[word]}
          sizePx={largest(word, 700, { least: scale.word, most: 2 * scale.headline })}
          weight={700}
        />
        <Fit
          className="dim"
          variants={[detail]}
          sizePx={largest(detail, 400, { least: scale.title, most: scale.word })}
          weight={400}
        />
      </div>
    </section>
  );
}

/** The same as a band below the picture, which it leaves as readable as it was. */
export function BigBand({ word, detail }: { word: string; detail: string }) {
  const { unit, small } = useScale();
  const sizePx = Math.max(3 * unit, small);
  return (
    <section className="big-words band blind hatched" style={{ fontSize: sizePx }}>
      <Shape name="blind" />
      <Fit className="figures" variants={[`${word}. ${detail}`, `${word}.`]} sizePx={sizePx} weight={600} />
    </section>
  );
}
