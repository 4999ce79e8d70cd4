import { useEffect, useState } from "react";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import "./image.css";

/** A picture that could not be loaded is asked for again after so long. */
const retryMs = 10_000;

function ImagePanel({ panel: { options, title }, sight }: PanelProps<"image">) {
  const { image } = options;
  const [broken, setBroken] = useState<string>();
  useEffect(() => {
    if (broken === undefined) return undefined;
    const timer = setTimeout(() => setBroken(undefined), retryMs);
    return () => clearTimeout(timer);
  }, [broken]);
  if (broken === image)
    return <TileWords word="The picture cannot be loaded" brief="no picture" detail="it is tried again" />;
  return (
    <div className={`image ${sight.kind === "withheld" ? "faded" : ""}`}>
      <img src={image} alt={title} draggable={false} onError={() => setBroken(image)} />
    </div>
  );
}

export default definePanel({ type: "image", Draw: ImagePanel });
