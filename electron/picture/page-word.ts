import type { WebContents } from "electron";
import { z } from "zod";
import { runIsolated } from "./isolated-world.ts";

const answer = z.object({
  link: z.enum(["live", "connecting", "lost", "signed-out", "refused", "none"]),
  pulses: z.number(),
  /** Where something must move, in the page's own pixels. */
  region: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
  /** Of the page. */
  width: z.number().positive(),
});
export type PageAnswer = z.infer<typeof answer>;

/** The ring moves with the pulses; where there are none, the clock's seconds go on. See renderer/wall/pulse.tsx. */
const question = `(() => {
  const pulse = document.querySelector("[data-pulse]");
  const link = document.querySelector("[data-link]")?.dataset.link ?? (pulse ? "live" : "none");
  const moving = link === "live" ? pulse : document.querySelector("[data-seconds]");
  const box = moving?.getBoundingClientRect();
  return {
    link,
    pulses: Number(pulse?.dataset.pulse ?? 0),
    region: box && { x: box.x, y: box.y, width: box.width, height: box.height },
    width: innerWidth,
  };
})()`;

/** Asks the page how it is and where it moves. Throws where what it says is not that. */
export async function askPage(contents: WebContents): Promise<PageAnswer> {
  return answer.parse(await runIsolated(contents, question));
}

/** Has the page try its server at once, as a browser does when a network is back. */
export async function reopenSocket(contents: WebContents): Promise<void> {
  await runIsolated(contents, `void dispatchEvent(new Event("online"))`);
}
