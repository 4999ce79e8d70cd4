import { escapeHtml, stillPage } from "../picture/still-page.ts";
import type { Seat } from "./displays.ts";

/** So long each screen shows its number. */
export const identifyMs = 8000;

/** The number by which `screens:` in the configuration names this screen, and which display it is. */
export function identifyPage({ screen, display }: Seat): string {
  const { bounds, scaleFactor, label } = display;
  const [width, height] = [bounds.width, bounds.height].map((side) => Math.round(side * scaleFactor));
  return stillPage(
    style,
    `<main><p class="number">${screen}</p><p>${escapeHtml(label || "no name")}</p><p>${width} × ${height}</p></main>`,
  );
}

const style = `
  main{height:100%;display:flex;flex-direction:column;align-items:center;justify-content:center}
  p{margin:0;font-size:5vh;line-height:1.4;font-variant-numeric:tabular-nums;color:#9ba7b4}
  .number{font-size:50vh;line-height:1;color:#dfe5ec;font-weight:700}`;
