import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Check } from "../check.ts";
import { type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import { readPmset, readPowercfg } from "../idle-time.ts";
import type { Site } from "../site.ts";

/** Nothing darkens the screen by itself. */
export const blanking: Check = {
  name: "blanking",
  async look(site) {
    if (site.platform === "win32") return onWindows(site);
    if (site.platform === "darwin") return onMac(site);
    if (site.platform !== "linux") return skip("not looked at on this system; set the screen to never switch off");
    return together([await consoleBlank(site.root), await xServer(site)]);
  },
};

async function consoleBlank(root: string): Promise<Finding> {
  const file = resolve(root, "sys/module/kernel/parameters/consoleblank");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return skip("the kernel has no console to blank");
  const seconds = Number(text.trim());
  if (seconds === 0) return pass("the console stays lit");
  return warn(
    `the console goes dark after ${seconds} s`,
    "add consoleblank=0 to the kernel's command line (GRUB_CMDLINE_LINUX), then: update-grub",
  );
}

/** Under `cage` there is no X server, and nothing that blanks. */
async function xServer({ env, run }: Site): Promise<Finding> {
  if (!env["DISPLAY"]) return skip("no X server to ask (DISPLAY is not set)");
  const asked = await run("xset", ["q"]);
  if (!asked) return skip("the X server was not asked: xset is not installed (apt-get install x11-xserver-utils)");
  if (asked.code !== 0) return skip(`the X server ${env["DISPLAY"]} does not answer this user`);
  const saverSeconds = Number(/timeout:\s+(\d+)/.exec(asked.output)?.[1] ?? 0);
  const problems = [
    ...(/DPMS is Enabled/.test(asked.output) ? ["DPMS switches the display off"] : []),
    ...(saverSeconds > 0 ? [`the X screen saver comes after ${saverSeconds} s`] : []),
  ];
  if (problems.length === 0) return pass("the X server leaves the screen on");
  return fail(problems.join(", and "), "xset s off -dpms, in what starts the session");
}

async function onWindows({ run }: Site): Promise<Finding> {
  const asked = await run("powercfg", ["/query", "SCHEME_CURRENT", "SUB_VIDEO", "VIDEOIDLE"]);
  const seconds = asked && readPowercfg(asked.output);
  if (seconds === undefined) return skip("powercfg did not say when the screen goes dark");
  return seconds === 0
    ? pass("Windows leaves the screen on")
    : fail(`the screen goes dark after ${seconds} s without a touch`, "powercfg /change monitor-timeout-ac 0");
}

async function onMac({ run }: Site): Promise<Finding> {
  const asked = await run("pmset", ["-g"]);
  const minutes = asked && readPmset(asked.output, "displaysleep");
  if (minutes === undefined) return skip("pmset did not say when the screen goes dark");
  return minutes === 0
    ? pass("macOS leaves the screen on")
    : fail(`the screen goes dark after ${minutes} min without a touch`, "sudo pmset -a displaysleep 0");
}
