import { wrapText } from "../theme/fit-text.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";

interface TileWordsProps {
  word: string;
  /** The same in few letters, where the word does not fit whole. */
  brief?: string;
  detail: string;
  tone?: "quiet" | "blind";
}

/** Words in the middle of a tile that has nothing to draw. The detail gives way where there is no room for it. */
export function TileWords({ word, brief = word, detail, tone = "quiet" }: TileWordsProps) {
  const { small, unit } = useScale();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const wordPx = Math.max(2.8 * unit, small);
  const most = Math.max(1, Math.floor(height / (1.25 * wordPx)));
  const measure = measureIn({ sizePx: wordPx, weight: 400 });
  const whole = wrapText(word, width, measure);
  const wordLines = whole.length <= most ? whole : wrapText(brief, width, measure).slice(0, most);
  const details = detail === "" ? [] : wrapText(detail, width, measureIn({ sizePx: small, weight: 400 }));
  const left = height - wordLines.length * 1.25 * wordPx - unit;
  return (
    <div className={`tile-words ${tone}`} ref={ref}>
      {width > 0 && (
        <>
          <p style={{ fontSize: wordPx }}>{wordLines.join("\n")}</p>
          {details.length > 0 && details.length * 1.25 * small <= left && (
            <p className="tile-words-detail">{details.join("\n")}</p>
          )}
        </>
      )}
    </div>
  );
}
