import { homedir } from "node:os";
import type { Logger } from "pino";
import { usualRules } from "../alarms/rules.ts";
import type { Lifetime } from "../lifetime.ts";
import type { Fault } from "../protocol/wall.ts";
import type { Config } from "./config.ts";
import { loadDemo } from "./demo.ts";
import { findConfig } from "./find.ts";
import { toKioskConfig } from "./kiosk.ts";
import { type Loaded, loadConfig } from "./load.ts";
import { settings } from "./schema.ts";
import { toScreenPlan } from "./screen.ts";
import { toSessionsConfig } from "./session-settings.ts";
import { toSoundPlan } from "./sound.ts";
import { toWallFault } from "./wall.ts";
import { watchConfig } from "./watch.ts";

const findEveryMs = 1000;

/** What is on the wall: the last good configuration, and what is wrong with the file if that is not it. */
export interface ShownConfig {
  config: Config;
  demo: boolean;
  fault: Fault | undefined;
}

export interface OpenedConfig {
  shown: ShownConfig;
  /** Calls `onChange` whenever something else is to be shown. */
  watch(lifetime: Lifetime, onChange: (shown: ShownConfig) => void): void;
}

/** Reads the file named, or the one found, or the demo wall. A broken file is an empty wall that says what is wrong. */
export async function openConfig(explicit: string | undefined): Promise<OpenedConfig> {
  const { env, platform } = process;
  const find = () => findConfig({ explicit, env, platform, home: homedir() });
  const file = await find();
  if (file !== undefined) return openFile(file);
  const demo = { config: await loadDemo(), demo: true, fault: undefined };
  return { shown: demo, watch: (lifetime, onChange) => awaitFile(find, lifetime, onChange) };
}

async function openFile(file: string): Promise<OpenedConfig> {
  const loaded = await loadConfig(file);
  let shown = follow({ config: emptyConfig(file), demo: false, fault: undefined }, loaded);
  return {
    shown,
    watch(lifetime, onChange) {
      watchConfig(loaded, lifetime, (next) => {
        shown = follow(shown, next);
        onChange(shown);
      });
    },
  };
}

/** The demo wall makes way for the first configuration that is put where one is looked for. */
function awaitFile(
  find: () => Promise<string | undefined>,
  lifetime: Lifetime,
  onChange: (shown: ShownConfig) => void,
): void {
  lifetime.after(findEveryMs, () => {
    void find().then(async (file) => {
      if (file === undefined) return awaitFile(find, lifetime, onChange);
      const { shown, watch } = await openFile(file);
      if (lifetime.over) return;
      onChange(shown);
      watch(lifetime, onChange);
    });
  });
}

/** The last good configuration stays until a better one is there. */
function follow(last: ShownConfig, loaded: Loaded): ShownConfig {
  if (loaded.ok) return { config: loaded.config, demo: false, fault: undefined };
  return { ...last, fault: toWallFault(loaded.faults) };
}

/** Nothing watched and nothing shown, on the server's usual terms. */
function emptyConfig(file: string): Config {
  const { title, display, sound, time_zones, sessions, server, kiosk } = settings.parse({});
  return {
    file,
    title,
    logo: undefined,
    images: new Map(),
    display: undefined,
    screen: toScreenPlan(display),
    renewAt: display.renew,
    sound: toSoundPlan(sound),
    timeZones: time_zones,
    sessions: toSessionsConfig(sessions, "/"),
    server: { host: server.host, port: server.port, hosts: server.hosts, tls: undefined, metricsToken: undefined },
    authorities: [],
    kiosk: toKioskConfig(kiosk),
    heartbeat: undefined,
    updates: undefined,
    sources: [],
    alarms: usualRules,
    pages: [],
  };
}

/** For whoever reads the log: what is shown from now on, or why it is not what the file says. */
export function logShown({ config, fault }: ShownConfig, log: Logger): void {
  if (fault) log.error({ fault }, "configuration not applied");
  else log.info({ file: config.file, sources: config.sources.length }, "configuration applied");
}
