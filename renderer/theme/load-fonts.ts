import { family, forgetWidths } from "./measure-text.ts";

const longestMs = 2000;

/** Waits for the typeface, since text is fitted by its measures; not for ever, since any picture is better than none. */
export async function loadFonts(): Promise<void> {
  const faces = [400, 600, 700].map((weight) => document.fonts.load(`${weight} 20px ${family}`));
  const late = new Promise((resolve) => setTimeout(resolve, longestMs));
  const loaded = Promise.allSettled(faces).then(forgetWidths);
  await Promise.race([loaded, late]);
}
