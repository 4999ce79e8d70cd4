import type { Page } from "playwright";

/** What the browser put on the screen meanwhile, frame by frame, as JPEGs in base64. Nothing that is painted is missed. */
export async function recordScreen(page: Page, meanwhile: () => Promise<void>): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const frames: string[] = [];
  session.on("Page.screencastFrame", ({ data, sessionId }) => {
    frames.push(data);
    void session.send("Page.screencastFrameAck", { sessionId });
  });
  await session.send("Page.startScreencast", { format: "jpeg", quality: 60, maxWidth: 960, maxHeight: 540 });
  await meanwhile();
  await session.send("Page.stopScreencast");
  await session.detach();
  return frames;
}

/** How much of each frame, below the header, is type and lines, from 0 to 1: on a blank page nothing is. */
export function inkOf(page: Page, frames: string[]): Promise<number[]> {
  return page.evaluate(async (jpegs) => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!paint) throw new Error("no canvas to look at frames on");
    const shares: number[] = [];
    for (const jpeg of jpegs) {
      const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      Object.assign(paint.canvas, { width: image.width, height: image.height });
      paint.drawImage(image, 0, 0);
      const top = Math.round(image.height * 0.12);
      const { data } = paint.getImageData(0, top, image.width, image.height - top);
      let lit = 0;
      for (let green = 1; green < data.length; green += 4) if ((data[green] ?? 0) > 60) lit += 1;
      shares.push(lit / (data.length / 4));
    }
    return shares;
  }, frames);
}
