import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkOfConfig } from "../check.ts";
import { type Finding, fail, listed, pass, skip } from "../finding.ts";
import type { Site } from "../site.ts";

/** An alarm can be heard: there is a sound card, and it is not muted. */
export const audio = checkOfConfig("audio", async ({ sound }, site) => {
  if (!sound.enabled) return skip("sound is switched off in the configuration");
  if (site.platform !== "linux")
    return skip("looked at on Linux only; the wall's own self-test says whether it is heard");
  const cards = await soundCards(site.root);
  if (cards.length === 0)
    return fail(
      "no sound card: alarms are silent",
      "connect one, or a display with loudspeakers; or write sound: { enabled: false }",
    );
  return judgeMixer(listed(cards), site);
});

/** Lines such as ` 0 [PCH ]: HDA-Intel - HDA Intel PCH`, each followed by a longer name. */
async function soundCards(root: string): Promise<string[]> {
  const table = await readFile(resolve(root, "proc/asound/cards"), "utf8").catch(() => "");
  return [...table.matchAll(/^\s*\d+ \[.*?\]: .*? - (.+)$/gm)].flatMap(([, name]) => name ?? []);
}

async function judgeMixer(cards: string, { run }: Site): Promise<Finding> {
  const asked = await run("amixer", ["get", "Master"]);
  if (!asked) return pass(`${cards}; whether it is muted was not looked at: amixer is not installed`);
  if (asked.code !== 0) return pass(`${cards}; it has no master volume`);
  const channels = [...asked.output.matchAll(/\[(\d+)%\].*\[(on|off)\]/g)];
  const isHeard = channels.length === 0 || channels.some(([, percent, state]) => state === "on" && percent !== "0");
  if (!isHeard) return fail(`${cards}: muted`, "amixer set Master 70% unmute");
  const percent = channels[0]?.[1];
  return pass(percent === undefined ? cards : `${cards} at ${percent} %`);
}
