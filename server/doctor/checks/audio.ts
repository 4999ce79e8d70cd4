import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { checkOfConfig } from "../check.ts";
import { type Finding, fail, listed, pass, skip } from "../finding.ts";
import type { Site } from "../site.ts";

const silent = fail(
  "no sound card: alarms are silent",
  "connect one, or a display with loudspeakers; or write sound: { enabled: false }",
);

/** An alarm can be heard: there is a sound card, and it is not muted. */
export const audio = checkOfConfig("audio", async ({ sound }, site) => {
  if (!sound.enabled) return skip("sound is switched off in the configuration");
  if (site.platform === "win32") return onWindows(site);
  if (site.platform === "darwin") return onMac(site);
  if (site.platform !== "linux")
    return skip("not looked at on this system; the wall's own self-test says whether it is heard");
  const cards = await soundCards(site.root);
  if (cards.length === 0) return silent;
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

/** Whether a device is muted no command of Windows tells. */
async function onWindows({ run }: Site): Promise<Finding> {
  const names = "(Get-CimInstance Win32_SoundDevice).Name";
  const asked = await run("powershell", ["-NoProfile", "-NonInteractive", "-Command", names]);
  if (asked?.code !== 0) return skip("Windows did not say which sound devices there are");
  const devices = asked.output.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (devices.length === 0) return silent;
  return pass(`${listed(devices.map((name) => name.trim()))}; the wall's own self-test says whether it is heard`);
}

/** "output volume:44, input volume:75, alert volume:100, output muted:false"; a display has a volume of its own. */
async function onMac({ run }: Site): Promise<Finding> {
  const asked = await run("osascript", ["-e", "get volume settings"]);
  const [, volume, muted] =
    /output volume:(\d+|missing value).*output muted:(true|false|missing value)/.exec(asked?.output ?? "") ?? [];
  if (volume === undefined) return skip("macOS did not say how loud it is");
  if (muted === "true" || volume === "0")
    return fail("the Mac is muted", 'osascript -e "set volume output volume 70 without output muted"');
  return pass(volume === "missing value" ? "the display sets the volume" : `at ${volume} %`);
}
