import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import { fitParagraphs } from "./fit-paragraphs.ts";
import "./text.css";

function TextPanel({ frame, sight }: PanelProps<"text">) {
  const { unit, small } = useScale();
  const [ref, box] = useSize<HTMLDivElement>();
  const sizes = [4.6, 3.4, 2.6, 2].map((units) => Math.max(units * unit, small));
  const fitted = fitParagraphs(frame.text, { ...box, sizes }, (sizePx) => measureIn({ sizePx, weight: 400 }));
  if (frame.text.trim() === "") return <TileWords word="No text" detail="" />;
  return (
    <div className={`text ${sight.kind === "withheld" ? "faded" : ""}`} ref={ref}>
      {box.width > 0 && <p style={{ fontSize: fitted.sizePx }}>{fitted.lines.join("\n")}</p>}
    </div>
  );
}

export default definePanel({
  type: "text",
  Draw: TextPanel,
  ownFrame: ({ options }) => ({ kind: "text", text: options.text ?? "" }),
});
