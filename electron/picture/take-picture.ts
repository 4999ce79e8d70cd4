import { createHash } from "node:crypto";
import type { NativeImage, WebContents } from "electron";
import { within } from "../within.ts";
import { isBlank } from "./blank.ts";
import type { Sample } from "./judge-picture.ts";
import { askPage, type PageAnswer } from "./page-word.ts";

const answerWithinMs = 5000;
/** Wide enough that the mark of a screen which is off as planned is still seen in it. */
const smallWidth = 480;
/** What is kept of a picture, to be shown while there is no better one. */
const keptWidth = 1920;

export type Taken =
  | { kind: "taken"; sample: Sample; picture: NativeImage }
  | { kind: "failed"; trouble: "unanswered" | "uncaptured" };

/** Asks the page and captures what is on the glass. Never throws, and is done within ten seconds. */
export async function takePicture(contents: WebContents): Promise<Taken> {
  const page = await within(answerWithinMs, () => askPage(contents)).catch(() => undefined);
  if (!page) return { kind: "failed", trouble: "unanswered" };
  const image = await within(answerWithinMs, () => contents.capturePage()).catch(() => undefined);
  if (!image || image.isEmpty()) return { kind: "failed", trouble: "uncaptured" };
  const small = image.resize({ width: smallWidth, quality: "good" });
  const picture = image.getSize().width > keptWidth ? image.resize({ width: keptWidth, quality: "best" }) : image;
  return {
    kind: "taken",
    picture,
    sample: {
      page: { link: page.link, pulses: page.pulses },
      blank: isBlank(small.toBitmap()),
      moving: digestOf(image, page),
    },
  };
}

function digestOf(image: NativeImage, { region, width: pageWidth }: PageAnswer): string | undefined {
  if (!region) return undefined;
  const { width, height } = image.getSize();
  const factor = width / pageWidth;
  const [left, top] = [Math.max(0, Math.floor(region.x * factor)), Math.max(0, Math.floor(region.y * factor))];
  const right = Math.min(width, Math.ceil((region.x + region.width) * factor));
  const bottom = Math.min(height, Math.ceil((region.y + region.height) * factor));
  if (right <= left || bottom <= top) return undefined;
  const cut = image.crop({ x: left, y: top, width: right - left, height: bottom - top });
  return createHash("sha256").update(cut.toBitmap()).digest("base64");
}
