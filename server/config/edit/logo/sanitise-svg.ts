import { ExpectedError } from "../../../expected-error.ts";
import { drawingAttributes, drawingElements, shapes } from "./svg-parts.ts";

const svgNamespace = "http://www.w3.org/2000/svg";

export interface SafeSvg {
  text: string;
  /** The names of what was taken out: elements and attributes. */
  removed: string[];
}

/**
 * Leaves of an SVG what draws. Scripts, event handlers, foreign content, animation and whatever points out of the file
 * are taken out; a style sheet and entities, without which it might look otherwise, are refused. Throws ExpectedError.
 */
export async function sanitiseSvg(text: string): Promise<SafeSvg> {
  if (/<!ENTITY/i.test(text)) throw new ExpectedError("the SVG declares entities of its own; save it as plain SVG");
  if (/<(\w+:)?style[\s>/]/i.test(text))
    throw new ExpectedError("the SVG has a style sheet; export it with presentation attributes instead of CSS");
  const { default: sanitizeHtml } = await import("sanitize-html");
  const removed = new Set<string>();
  const drawn = new Set<string>();
  const clean = sanitizeHtml(text, {
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    allowedTags: [...drawingElements],
    allowedAttributes: { "*": [...drawingAttributes] },
    // Whatever stands in these is no text of the drawing.
    nonTextTags: ["script", "foreignObject", "metadata", "iframe", "object", "embed"],
    allowedSchemes: [],
    // What an address may be is decided by `isSafe`.
    allowedSchemesAppliedToAttributes: [],
    parseStyleAttributes: false,
    transformTags: {
      "*": (tagName, attributes) => {
        drawn.add(tagName);
        if (!drawingElements.includes(tagName)) removed.add(tagName);
        const kept = Object.entries(attributes).filter(([name, value]) => {
          const isKept = drawingAttributes.includes(name) && isSafe(name, value, tagName);
          if (!isKept && drawingElements.includes(tagName)) removed.add(name);
          return isKept;
        });
        const attribs = Object.fromEntries(kept);
        return { tagName, attribs: tagName === "svg" ? { ...attribs, xmlns: svgNamespace } : attribs };
      },
    },
  }).trim();
  if (!clean.startsWith("<svg") || !shapes.some((shape) => drawn.has(shape)))
    throw new ExpectedError("nothing is left of the SVG that could be drawn; save it as plain SVG, with paths");
  return { text: `${clean}\n`, removed: [...removed].filter((name) => !isOfEditors(name)).toSorted() };
}

/** Drawing programs leave marks of their own, which nobody misses. */
function isOfEditors(name: string): boolean {
  return name === "metadata" || (name.includes(":") && !name.startsWith("xlink:")) || name.startsWith("data-");
}

/** Whether the value stays within the file: fragments of it, and pictures written into it. */
function isSafe(name: string, value: string, tagName: string): boolean {
  if (name === "xmlns") return value === svgNamespace;
  if (name === "xmlns:xlink") return value === "http://www.w3.org/1999/xlink";
  if (name === "href" || name === "xlink:href")
    return (
      value.startsWith("#") || (tagName === "image" && /^data:image\/(png|jpeg|webp);base64,[\w+/=\s]+$/.test(value))
    );
  // CSS could write url( with escapes and comments.
  if (/[\\@]|\/\*|javascript:|expression\(/i.test(value)) return false;
  return !/url\(\s*(?!["']?#)/i.test(value);
}
