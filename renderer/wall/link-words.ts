import type { LinkState } from "../link/link-state.ts";
import { formatClock } from "../theme/format-time.ts";

/** What is wrong with the link, what the picture is worth, and what happens about it; undefined when nothing is wrong. */
export function describeLink(link: LinkState): { word: string; detail: string } | undefined {
  switch (link.kind) {
    case "connecting":
    case "live":
      return undefined;
    case "lost":
      return { word: "The server does not answer", detail: `${pictureOf(link)}The wall goes on trying.` };
    case "signed-out":
      return {
        word: "The wall is signed out",
        detail: `${pictureOf(link)}It goes on as soon as it is signed in again.`,
      };
    case "refused":
      return { word: "Server and wall do not understand each other", detail: `Update the older: ${link.reason}.` };
  }
}

function pictureOf({ since }: { since: number | undefined }): string {
  return since === undefined ? "" : `The picture is that of ${formatClock(since)}. `;
}
