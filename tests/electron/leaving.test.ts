import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { WebContents } from "electron";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Asker } from "../../electron/bridge.ts";
import { type LeavingOptions, leave, powerOff } from "../../electron/leaving.ts";

function scene(env: NodeJS.ProcessEnv = {}) {
  const done: unknown[] = [];
  const page = { reload: () => void done.push("reload") } satisfies Pick<WebContents, "reload">;
  const options: LeavingOptions = {
    app: { relaunch: () => void done.push("relaunch") },
    env,
    platform: "linux",
    end: (code) => void done.push(code),
    log: pino({ enabled: false }),
  };
  return { done, by: { user: "admin", page: page as WebContents } satisfies Asker, options };
}

describe("leaving the wall", () => {
  it.each([
    ["systemd", { NOTIFY_SOCKET: "/run/systemd/notify" }],
    ["another supervisor", { NOCTURNE_SUPERVISED: "1" }],
  ])("[BR8] a restart is left to %s, which sees a failure", async (_, env) => {
    const { done, by, options } = scene(env);
    await leave({ kind: "restart" }, by, options);
    expect(done).toEqual([1]);
  });

  it("[BR8] a kiosk that nobody supervises starts itself again", async () => {
    const { done, by, options } = scene();
    await leave({ kind: "restart" }, by, options);
    expect(done).toEqual(["relaunch", 1]);
  });

  it("[BR8] the machine is turned off by its own command, and a refusal is told", async () => {
    const folder = await mkdtemp(join(tmpdir(), "nocturne-leaving-"));
    const program = join(folder, "systemctl");
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
    const { by, options, done } = scene(env);
    await writeFile(program, `#!/bin/sh\necho "$@" > ${folder}/asked\n`);
    await chmod(program, 0o755);
    await leave({ kind: "shutdown" }, by, options);
    expect(await readFile(join(folder, "asked"), "utf8")).toBe("--no-ask-password poweroff\n");
    await writeFile(program, "#!/bin/sh\necho 'Interactive authentication required.' >&2\nexit 1\n");
    await expect(leave({ kind: "shutdown" }, by, options)).rejects.toThrow(
      /^the machine cannot be turned off from here: .*Interactive authentication required/s,
    );
    expect(done).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it.each([
    ["linux", "systemctl"],
    ["win32", "shutdown.exe"],
    ["darwin", "osascript"],
  ] as const)("[BR8] on %s that is %s", (platform, program) => {
    expect(powerOff(platform)[0]).toBe(program);
  });
});
