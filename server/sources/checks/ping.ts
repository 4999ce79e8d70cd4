import { spawn } from "node:child_process";
import { isIP } from "node:net";
import type { Lifetime } from "../../lifetime.ts";
import { codeOf, plainWords } from "../plain-words.ts";
import { down, type Finding, type Probe, unknown, up } from "./finding.ts";

/** More than any ping of one packet prints; a program that prints more is not listened to. */
const mostOutput = 10_000;

/** Up when the host answers one echo request of the system's `ping`, which says how long that took. */
export function probePing(host: string): Probe {
  return async (run) => {
    const { program, args } = pingCommand(host, process.platform);
    try {
      return readPing(await runPing(program, args, run));
    } catch (failure) {
      if (codeOf(failure) === "ENOENT") return unknown("ping is not installed; apt-get install iputils-ping");
      return unknown(`ping could not be started: ${plainWords(failure)}`);
    }
  };
}

/** Without waiting times of its own where `ping` stops by being ended: the check's time-out does that. */
export function pingCommand(host: string, platform: NodeJS.Platform): { program: string; args: string[] } {
  const family = isIP(host.split("%")[0] ?? host);
  const familyFlag = family === 0 ? [] : [`-${family}`];
  switch (platform) {
    case "win32":
      return { program: "ping", args: ["-n", "1", "-w", "60000", ...familyFlag, host] };
    case "darwin":
      return { program: family === 6 ? "ping6" : "ping", args: ["-n", "-c", "1", "--", host] };
    default:
      return { program: "ping", args: ["-n", "-c", "1", ...familyFlag, "--", host] };
  }
}

function runPing(program: string, args: string[], run: Lifetime): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    run.onEnd(() => void child.kill("SIGKILL"));
    let output = "";
    const listen = (chunk: string) => {
      if (output.length < mostOutput) output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}

/** What `ping` said: of iputils, BusyBox, macOS and Windows, the last in any language ("Zeit<1ms"). */
export function readPing(output: string): Finding {
  const time = /[=<]\s?(\d+(?:[.,]\d+)?)\s?ms/.exec(output)?.[1];
  if (time !== undefined) return up(Number(time.replace(",", ".")));
  if (/sendmsg: operation not permitted/i.test(output)) return down("blocked by this machine's firewall");
  if (/not permitted|permission denied|lacks? .*privilege/i.test(output)) {
    return unknown("ping may not send; allow it with: setcap cap_net_raw+ep $(which ping)");
  }
  if (/temporary failure in name resolution/i.test(output))
    return down("name does not resolve: no name server answers");
  if (
    /name or service not known|unknown host|could not find host|cannot resolve|bad address|no address/i.test(output)
  ) {
    return down("name does not resolve");
  }
  const unreachable = /(?:from (\S+?):? .*)?destination (host|net|port)\w* (?:unreachable|prohibited)/i.exec(output);
  if (unreachable) return down(unreachable[1] ? `host unreachable, says ${unreachable[1]}` : "host unreachable");
  if (/network is (?:unreachable|down)/i.test(output)) return down("network unreachable");
  if (/time to live exceeded/i.test(output)) return down("packets go round in circles (time to live exceeded)");
  return down("no answer");
}
