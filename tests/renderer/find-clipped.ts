/**
 * Runs in the page. Every text that is cut off, runs out of its part of the wall, overlaps another, or is smaller than
 * the smallest type, told as "reason: text". Canvas text is not seen here.
 */
export function findClipped(): string[] {
  const smallest = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--small"));
  const faults: string[] = [];
  const placed: { text: string; box: DOMRect; part: Element }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const element = node.parentElement;
    if (text === "" || !element) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const line = range.getBoundingClientRect();
    // Ascent and descent of the line are empty above and below most letters.
    const inset = line.height * 0.17;
    const box = new DOMRect(line.x, line.y + inset, line.width, line.height - 2 * inset);
    const outside = (frame: DOMRect) =>
      box.left < frame.left - 1 ||
      box.right > frame.right + 1 ||
      box.top < frame.top - 1 ||
      box.bottom > frame.bottom + 1;
    for (let frame: Element | null = element; frame; frame = frame.parentElement) {
      const isFrame = getComputedStyle(frame).overflow !== "visible" || frame.matches(".tile, .cell, .state, .header");
      if (isFrame && outside(frame.getBoundingClientRect())) faults.push(`outside ${frame.className}: ${text}`);
    }
    if (Number.parseFloat(getComputedStyle(element).fontSize) < smallest - 0.1) faults.push(`too small: ${text}`);
    const part = element.closest(".tile, .header, .strip, .big-words");
    if (part) placed.push({ text, box, part });
  }
  for (const [index, one] of placed.entries()) {
    for (const other of placed.slice(index + 1)) {
      if (one.part !== other.part) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 1 && high > 1) faults.push(`overlap: ${one.text} / ${other.text}`);
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) faults.push("the page scrolls");
  return faults;
}
