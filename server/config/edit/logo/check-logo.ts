import { createHash } from "node:crypto";
import { ExpectedError } from "../../../expected-error.ts";
import { mostPictureBytes, type PictureType, pictureType } from "../../picture.ts";
import { sanitiseSvg } from "./sanitise-svg.ts";

export interface CheckedLogo {
  bytes: Buffer;
  /** `logo-0123456789ab.png`: another picture has another name, so that the one before can be had back. */
  name: string;
  /** What was taken out of an SVG. */
  removed: string[];
}

const extensions: Record<PictureType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/svg+xml": "svg",
};
export const logoName = /^logo-[0-9a-f]{12}\.(png|jpg|webp|svg)$/;

const leastPx = 16;
const mostPx = 4096;

/** Holds a picture that somebody sent to what a logo may be, whatever it is called. Throws ExpectedError. */
export async function checkLogo(sent: Buffer): Promise<CheckedLogo> {
  if (sent.length === 0) throw new ExpectedError("the file is empty; choose a picture");
  if (sent.length > mostPictureBytes.logo)
    throw new ExpectedError(`the picture has ${sent.length} bytes; a logo has at most ${mostPictureBytes.logo}`);
  const type = pictureType(sent);
  if (!type) throw new ExpectedError("this is no picture by its content; a logo must be SVG, PNG, JPEG or WebP");
  if (type === "image/svg+xml") {
    const { text, removed } = await sanitiseSvg(sent.toString("utf8"));
    return named(Buffer.from(text), type, removed);
  }
  await checkSize(sent);
  return named(sent, type, []);
}

function named(bytes: Buffer, type: PictureType, removed: string[]): CheckedLogo {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return { bytes, name: `logo-${hash}.${extensions[type]}`, removed };
}

/** A picture of few bytes may unfold to one that fills the memory. */
async function checkSize(bytes: Buffer): Promise<void> {
  const { width, height } = await dimensionsOf(bytes);
  const words = `the picture has ${width} × ${height} px`;
  if (Math.min(width, height) < leastPx) throw new ExpectedError(`${words}; a logo has at least ${leastPx} each way`);
  if (Math.max(width, height) > mostPx) throw new ExpectedError(`${words}; a logo has at most ${mostPx} each way`);
}

async function dimensionsOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { imageSize } = await import("image-size");
  try {
    return imageSize(bytes);
  } catch {
    throw new ExpectedError("the picture is cut off or damaged; save it anew");
  }
}
