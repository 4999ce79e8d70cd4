import { useLayoutEffect, useRef } from "react";

/**
 * The frames of one panel. One of the form that is on screen (definePanel's `form`) is not drawn anew: what differs, a
 * figure's text or a line, is written into the elements that are there.
 */
export interface Figures<F> {
  newest(): F;
  /** `write` is given each such frame as it comes. The result ends that. */
  onFrame(write: (frame: F) => void): () => void;
}

/** Writes what differs from frame to frame: after each drawing, and with every frame in between. */
export function useFigures<F>(figures: Figures<F>, write: (frame: F) => void): void {
  useLayoutEffect(() => {
    write(figures.newest());
    return figures.onFrame(write);
  });
}

interface FigureProps<F> {
  figures: Figures<F>;
  read(frame: F): string;
  as?: "span" | "strong";
  className?: string;
  sizePx: number;
}

/** Text that goes with the frames. */
export function Figure<F>({ figures, read, as: Element = "span", className, sizePx }: FigureProps<F>) {
  const element = useRef<HTMLElement>(null);
  const written = useRef("");
  useFigures(figures, (frame) => {
    const text = read(frame);
    if (!element.current || text === written.current) return;
    write(element.current, text);
    written.current = text;
  });
  return <Element ref={element} className={className} style={{ fontSize: sizePx }} />;
}

/** Into the text that is there, which is less work for the browser than another one in its place. */
function write(element: HTMLElement, text: string): void {
  if (element.firstChild) element.firstChild.nodeValue = text;
  else element.textContent = text;
}
