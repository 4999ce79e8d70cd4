import type { Panel } from "../protocol/wall.ts";
import type { ConfiguredSource, Query } from "../sources/define.ts";
import type { Logo } from "./logo.ts";
import type { Secret } from "./secret.ts";

/** A configuration without faults, ready to use: durations in milliseconds, lengths in millimetres, paths absolute. */
export interface Config {
  file: string;
  title: string;
  logo: Logo | undefined;
  display: { diagonalMm: number; distanceMm: number } | undefined;
  timeZones: string[];
  sessions: { store: "memory"; maxAgeMs: number };
  server: ServerConfig;
  sources: ConfigSource[];
  pages: ConfigPage[];
}

interface ServerConfig {
  host: string;
  /** 0 takes a free one; undefined leaves it to whoever starts the server. */
  port: number | undefined;
  /** Further names by which browsers reach this server. */
  hosts: string[];
  tls: { certificate: string; key: Secret } | undefined;
  metricsToken: Secret | undefined;
}

export interface ConfigSource {
  id: string;
  type: string;
  /** Its own keys as they are written: two sources with equal type and options are the same source. */
  options: unknown;
  configured: ConfiguredSource;
  simulated: boolean;
}

export interface ConfigPage {
  title: string;
  seconds: number;
  /** Undefined: on every screen. */
  screens: number[] | undefined;
  panels: ConfigPanel[];
}

/** What the wall draws, and what its source is asked for it. */
export interface ConfigPanel {
  panel: Panel;
  query: Query;
}
