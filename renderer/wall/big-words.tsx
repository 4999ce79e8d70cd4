import { Fit } from "../theme/fit.tsx";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";

interface BigWordsProps {
  word: string;
  detail: string;
  tone?: "quiet" | "blind";
}

/** Words for the whole room, where another program would show a dialog. */
export function BigWords({ word, detail, tone = "quiet" }: BigWordsProps) {
  const scale = useScale();
  return (
    <section className={`big-words alone ${tone}`}>
      {tone === "blind" && <Shape name="blind" />}
      <div className="big-words-text">
        <Fit variants={[word]} sizePx={scale.word} weight={700} />
        <Fit className="dim" variants={[detail]} sizePx={scale.title} weight={400} />
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
