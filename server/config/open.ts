import { homedir } from "node:os";
import type { Lifetime } from "../lifetime.ts";
import type { Fault } from "../protocol/wall.ts";
import type { Config } from "./config.ts";
import { loadDemo } from "./demo.ts";
import { findConfig } from "./find.ts";
import { type Loaded, loadConfig } from "./load.ts";
import { settings } from "./schema.ts";
import { toWallFault } from "./wall.ts";
import { watchConfig } from "./watch.ts";

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
  const file = await findConfig({ explicit, env, platform, home: homedir() });
  if (file === undefined) {
    return { shown: { config: await loadDemo(), demo: true, fault: undefined }, watch: () => undefined };
  }
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

/** The last good configuration stays until a better one is there. */
function follow(last: ShownConfig, loaded: Loaded): ShownConfig {
  if (loaded.ok) return { config: loaded.config, demo: false, fault: undefined };
  return { ...last, fault: toWallFault(loaded.faults) };
}

/** Nothing watched and nothing shown, on the server's usual terms. */
function emptyConfig(file: string): Config {
  const { title, time_zones, sessions, server } = settings.parse({});
  return {
    file,
    title,
    logo: undefined,
    display: undefined,
    timeZones: time_zones,
    sessions: { store: sessions.store, maxAgeMs: sessions.max_age },
    server: { host: server.host, port: server.port, hosts: server.hosts, tls: undefined, metricsToken: undefined },
    sources: [],
    pages: [],
  };
}
