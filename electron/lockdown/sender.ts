import type { WebFrameMain } from "electron";
import type { OwnOrigin } from "./own-origin.ts";

export type Sender = Pick<WebFrameMain, "url" | "origin" | "parent"> | null;

/** True for the wall's own page, and not for a frame in it, a page of another origin, or one that is gone by now. */
export function isOwnPage(sender: Sender, own: OwnOrigin): boolean {
  try {
    return sender !== null && sender.parent === null && own.mayNavigate(sender.url) && own.isOrigin(sender.origin);
  } catch {
    // Electron throws where a frame was disposed of since it spoke.
    return false;
  }
}
