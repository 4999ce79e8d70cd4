import { ExpectedError } from "../expected-error.ts";
import { mib, readBoundedFile } from "./bounded-file.ts";

/** Kept in memory, so that a picture once shown survives the loss of its file. */
export interface Picture {
  contentType: string;
  bytes: Buffer;
}

/** A logo is small, and a plan of a site need not be large. */
export const mostPictureBytes = { logo: mib, image: 4 * mib };

/** Reads a picture and tells its type by its content, never by its name. Throws an ExpectedError. */
export async function readPicture(path: string, use: keyof typeof mostPictureBytes): Promise<Picture> {
  const bytes = await readBoundedFile(path, mostPictureBytes[use]);
  const contentType = pictureType(bytes);
  if (!contentType) throw new ExpectedError(`${path} is not a picture; it must be SVG, PNG, JPEG or WebP`);
  return { contentType, bytes };
}

/** The type that a picture's content shows; undefined where it is none that a wall can draw. */
export function pictureType(bytes: Buffer): PictureType | undefined {
  return pictures.find(({ matches }) => matches(bytes))?.contentType;
}

export type PictureType = "image/png" | "image/jpeg" | "image/webp" | "image/svg+xml";

const pictures: { contentType: PictureType; matches(bytes: Buffer): boolean }[] = [
  { contentType: "image/png", matches: (bytes: Buffer) => startsWith(bytes, "\x89PNG\r\n\x1a\n") },
  { contentType: "image/jpeg", matches: (bytes: Buffer) => startsWith(bytes, "\xff\xd8\xff") },
  {
    contentType: "image/webp",
    matches: (bytes: Buffer) => startsWith(bytes, "RIFF") && startsWith(bytes.subarray(8), "WEBP"),
  },
  { contentType: "image/svg+xml", matches: isSvg },
];

function startsWith(bytes: Buffer, magic: string): boolean {
  return bytes.subarray(0, magic.length).equals(Buffer.from(magic, "latin1"));
}

/** XML whose first element, behind the prolog, comments and document type, is `svg`. */
function isSvg(bytes: Buffer): boolean {
  const head = bytes.toString("utf8", 0, 4096).replace(/^\uFEFF/, "");
  return /^\s*<svg[\s>/]/.test(head.replaceAll(/<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>/gis, ""));
}
