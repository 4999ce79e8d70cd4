import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The built one: it starts in a tenth of the sources' time. */
const program = fileURLToPath(new URL("../../out/server/cli.js", import.meta.url));

interface Run {
  folder: string;
  args: string[];
  stdin?: string;
  env?: NodeJS.ProcessEnv;
}

function surroundings(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NOCTURNE_ACCOUNTS: join(folder, "accounts.json"),
    NOCTURNE_CONFIG: "",
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: folder,
    // The host key of systemd-creds, which is not to be made on this machine.
    SYSTEMD_CREDENTIAL_SECRET: join(folder, "host-key"),
  };
}

/** The command as a process of its own, with its accounts in the folder. */
export async function runNocturne({ folder, args, stdin = "", env }: Run) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...surroundings(folder), ...env },
  });
  child.stdin.end(stdin);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { out, err, code: Number(code) };
}

/**
 * The same on a terminal, which `script` makes: types each answer once its question has been asked, and gives all that
 * was on the screen. An answer is sent as it is: "\r" is Enter, "\u0003" Ctrl-C.
 */
export async function typeToNocturne({ folder, args }: Run, answers: [question: string, answer: string][]) {
  const quoted = [process.execPath, program, ...args].map((one) => `'${one.replaceAll("'", `'\\''`)}'`);
  const child = spawn("script", ["--quiet", "--return", "--command", quoted.join(" "), "/dev/null"], {
    env: surroundings(folder),
  });
  let screen = "";
  let seen = 0;
  const left = [...answers];
  child.stdout.on("data", (chunk) => {
    screen += String(chunk);
    const [next] = left;
    const at = next ? screen.indexOf(next[0], seen) : -1;
    if (!next || at < 0) return;
    seen = at + next[0].length;
    left.shift();
    child.stdin.write(next[1]);
  });
  const [code] = await once(child, "close");
  return { screen, code: Number(code), left };
}
