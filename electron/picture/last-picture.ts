import type { NativeImage } from "electron";
import { stillPage } from "./still-page.ts";

/** The newest picture that was proven, and when: epoch milliseconds. */
export interface LastPicture {
  image: NativeImage;
  at: number;
}

/** An address that Chromium shows may have 2 MiB; base64 takes a third more than the bytes, twice over. */
const mostBytes = 1_000_000;

/**
 * The page that stands in for a window which has nothing to show: its last picture, put back and dated, so that nobody
 * takes it for the present. Without one there are words alone.
 */
export function lastPicturePage(last: LastPicture | undefined, now: number): string {
  const words = last ? `This is the picture of ${dated(last.at)}` : "There is no picture yet";
  const image = last ? `<img src="data:image/png;base64,${pngOf(last.image).toString("base64")}" alt="">` : "";
  const since = `The wall is coming back, since ${clock(now)}`;
  return stillPage(
    style,
    `${image}<div class="hatch"></div><div class="band"><p class="word">${words}</p><p>${since}</p></div>`,
  );
}

const style = `
  img{position:absolute;inset:0;width:100%;height:100%;object-fit:fill;opacity:.65;filter:grayscale(.5)}
  .hatch{position:absolute;inset:0;background:repeating-linear-gradient(135deg,#b79bff1f 0 .4vh,transparent .4vh 2.4vh)}
  .band{position:absolute;left:0;right:0;bottom:0;padding:2.2vh 3vw;background:#0a0c0f;color:#b79bff;
    border:solid #b79bff;border-style:dashed none none;border-width:.4vh}
  p{margin:0;font-size:max(2.6vh,1.6vw);line-height:1.35;color:#dfe5ec;font-variant-numeric:tabular-nums}
  .word{font-size:max(5vh,3vw);line-height:1.2;color:#b79bff;font-weight:700}`;

/** The largest that an address has room for. */
function pngOf(image: NativeImage): Buffer {
  for (let { width } = image.getSize(); ; width = Math.floor(width / 1.5)) {
    const png = image.resize({ width, quality: "best" }).toPNG();
    if (png.length <= mostBytes || width < 100) return png;
  }
}

function dated(at: number): string {
  const day = new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  return `${day}, ${clock(at)}`;
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}
