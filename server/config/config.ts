import type { AlarmRules } from "../alarms/rules.ts";
import type { Panel, ScreenPlan, SoundPlan } from "../protocol/wall.ts";
import type { ConfiguredSource, Query } from "../sources/define.ts";
import type { HeartbeatConfig } from "./heartbeat.ts";
import type { KioskConfig } from "./kiosk.ts";
import type { Picture } from "./picture.ts";
import type { Secret } from "./secret.ts";
import type { UpdatesConfig } from "./updates.ts";

/** A configuration without faults, ready to use: durations in milliseconds, lengths in millimetres, paths absolute. */
export interface Config {
  file: string;
  title: string;
  logo: Picture | undefined;
  /** What image panels show, by its address on this server: `/image/…`. */
  images: ReadonlyMap<string, Picture>;
  display: { diagonalMm: number; distanceMm: number } | undefined;
  screen: ScreenPlan;
  /** When the kiosk's windows are made anew each night: minutes after midnight, where the wall hangs. */
  renewAt: number;
  sound: SoundPlan;
  timeZones: string[];
  sessions: SessionsConfig;
  server: ServerConfig;
  /** Certificates in PEM form that are trusted beside the usual authorities. */
  authorities: string[];
  kiosk: KioskConfig;
  heartbeat: HeartbeatConfig | undefined;
  updates: UpdatesConfig | undefined;
  sources: ConfigSource[];
  alarms: AlarmRules;
  pages: ConfigPage[];
}

export interface SessionsConfig {
  maxAgeMs: number;
  /** An unlocked wall locks itself when nobody has used it for so long, and at the latest after so long. */
  unlockIdleMs: number;
  unlockLongestMs: number;
  /** undefined: in the memory of this process. */
  shared: SharedStoreConfig | undefined;
}

export interface SharedStoreConfig {
  kind: "redis" | "postgres";
  /** Host, port, user and database; never a password. */
  url: URL;
  password: Secret | undefined;
  tls: boolean;
  /** A file with the certificates to trust instead of the system's. */
  ca: string | undefined;
  secret: Secret;
}

export interface ServerConfig {
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
