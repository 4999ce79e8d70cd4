/** Runs in the page, before it is loaded: notes on each canvas how large the type was that was last drawn on it. */
export function watchCanvasType(): void {
  const { prototype } = CanvasRenderingContext2D;
  const fillText = prototype.fillText;
  prototype.fillText = function draw(this: CanvasRenderingContext2D, ...args: Parameters<typeof fillText>) {
    this.canvas.dataset["px"] = String(Number(/([\d.]+)px/.exec(this.font)?.[1]) / devicePixelRatio);
    fillText.apply(this, args);
  };
}

/** Runs in the page. The size of every text on it, that on canvases included, in CSS pixels. */
export function findSizes(): { text: string; px: number }[] {
  const sizes = [...document.querySelectorAll("canvas")].flatMap((canvas) => {
    const { px } = canvas.dataset;
    // Where type leaves no room for a chart, its canvas is as it was, in a box without height.
    const isShown = canvas.closest(".plot")?.clientHeight !== 0;
    return px === undefined || !isShown ? [] : [{ text: "on a canvas", px: Number(px) }];
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    if (text === "" || !node.parentElement) continue;
    sizes.push({ text, px: Number.parseFloat(getComputedStyle(node.parentElement).fontSize) });
  }
  return sizes;
}
