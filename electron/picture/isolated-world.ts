import type { WebContents } from "electron";

/** Not 0, which is the page's own, and not 999, which is the preload's. */
const worldId = 1000;

/** Runs code in the page beside its own scripts: it shares their document and nothing else. Never settles on a dead page. */
export async function runIsolated(contents: WebContents, code: string): Promise<unknown> {
  return contents.executeJavaScriptInIsolatedWorld(worldId, [{ code }]);
}
