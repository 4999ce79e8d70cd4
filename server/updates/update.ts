import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { formatFault } from "../config/faults.ts";
import { findConfig } from "../config/find.ts";
import { loadConfig } from "../config/load.ts";
import { ExpectedError } from "../expected-error.ts";
import { metricsToken } from "../http/metrics-access.ts";
import { Lifetime } from "../lifetime.ts";
import { createLog } from "../log.ts";
import { defaultAccountsFile } from "../state-folder.ts";
import { Apt } from "./apt.ts";
import { openMark } from "./kept-mark.ts";
import { LinuxUpdates, type LinuxUpdatesOptions } from "./linux-updates.ts";
import { ownList } from "./update-way.ts";
import { updateFolder } from "./updates-machine.ts";
import { lookAtWall } from "./wall-sight.ts";

/** `nocturne update`, which a timer runs as root. Says in one line how it ended; 1 where somebody should look. */
export async function update(
  args: string[],
  options: Pick<LinuxUpdatesOptions, "proveWithinMs"> = {},
): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { config: text, accounts: text, list: text, state: text, "server-only": { type: "boolean" } },
  });
  if (process.platform !== "linux")
    throw new ExpectedError("nocturne update is for Linux; on Windows the running wall updates itself");
  if (process.getuid?.() !== 0)
    throw new ExpectedError("only root may install packages; run it as: systemctl start nocturne-update.service");
  const { list = ownList, state: folder = updateFolder, accounts = defaultAccountsFile() } = values;
  const lifetime = new Lifetime();
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await beAlone(folder, lifetime);
    const stop = new AbortController();
    const told = () => stop.abort();
    process.once("SIGTERM", told);
    lifetime.onEnd(() => void process.off("SIGTERM", told));
    const config = await readConfig(values.config);
    const updates = new LinuxUpdates({
      ...options,
      config: config?.updates,
      mark: await openMark(folder, createLog(), { mode: 0o644, uid: 0, gid: 0 }),
      apt: new Apt({ list, folder, env: process.env }),
      look: () => lookAtWall(accounts, async () => config && metricsToken(config.server)),
      signal: stop.signal,
      serverOnly: values["server-only"] === true,
    });
    const { ok, words } = await updates.run();
    (ok ? process.stdout : process.stderr).write(`${words}\n`);
    return ok ? 0 : 1;
  } finally {
    await lifetime.end();
  }
}

/** Undefined: there is none, and the demo wall is shown. */
async function readConfig(explicit: string | undefined): Promise<Config | undefined> {
  const { env, platform } = process;
  const file = await findConfig({ explicit, env, platform, home: homedir() });
  if (file === undefined) return undefined;
  const loaded = await loadConfig(file);
  if (loaded.ok) return loaded.config;
  throw new ExpectedError(
    `nothing is installed until the configuration is mended: ${loaded.faults.map(formatFault).join("; ")}`,
  );
}

/** Linux forgets such a name with the process that holds it, however that ends: unix(7), abstract. */
async function beAlone(folder: string, lifetime: Lifetime): Promise<void> {
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once("error", () => reject(new ExpectedError("another nocturne update is at work; wait for its end")));
    holder.listen(`\0nocturne-update ${folder}`, resolve);
  });
  lifetime.onEnd(() => void holder.close());
}
