import path from "node:path";
import { type Content, readContent } from "../file-content.ts";
import { sourceTypes } from "../sources/index.ts";

import { alarmNames } from "./alarm-names.ts";
import { checkAlarms, toAlarmRules } from "./alarms.ts";
import { kib } from "./bounded-file.ts";
import type { Config, ConfigPanel } from "./config.ts";

import { type ConfigFault, FaultList, formatFault } from "./faults.ts";
import { toHeartbeat } from "./heartbeat.ts";
import { isRecord } from "./is-record.ts";
import { show } from "./issue-words.ts";
import { toKioskConfig } from "./kiosk.ts";
import { readNamedFiles } from "./named-files.ts";
import { readPages } from "./pages.ts";
import { settings as settingsSchema } from "./schema.ts";
import { toDisplay, toScreenPlan } from "./screen.ts";
import { resolveSecret } from "./secret.ts";
import { toSessionsConfig } from "./session-settings.ts";
import { toSoundPlan } from "./sound.ts";
import { readSources, type SourceTypes } from "./sources.ts";
import { toUpdates } from "./updates.ts";
import { decodeText } from "./yaml/decode-text.ts";
import { readYaml } from "./yaml/read-yaml.ts";

export type Outcome = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };

export type Loaded = Outcome & { file: string; content: Content };

/** Twenty times a large wall. The parser takes seconds for a megabyte of nothing but brackets. */
export const mostConfigBytes = 256 * kib;

/**
 * Reads a configuration from its text, and finds every fault of it in one pass, in file order. `file` names it in the
 * faults; relative paths in it start at its folder. Throws on no text.
 */
export async function parseConfig(text: string, file: string, types: SourceTypes = sourceTypes): Promise<Outcome> {
  const yaml = readYaml(text.replace(/^\uFEFF/, ""));
  const textFaults = yaml.faults.map((fault) => ({ file, ...fault }));
  if (!yaml.text) return { ok: false, faults: textFaults };

  const faults = new FaultList(file, yaml.text, textFaults);
  const written = yaml.text.value;
  if (!isRecord(written)) {
    faults.add([], `must be a map of settings, like "title: Our NOC", not ${show(written)}`);
    return { ok: false, faults: faults.all() };
  }
  // Each part is read though others are at fault, hence from what is written and not from what was parsed.
  const folder = path.resolve(path.dirname(file));
  const settings = faults.read(settingsSchema, written, []);
  const sources = readSources(written["sources"], { types, faults, folder });
  const pages = readPages(written["pages"], sources, faults);
  checkAlarms(written["alarms"], alarmNames(sources, pages), faults);
  const { logo, images, addresses, authorities } = await readNamedFiles(written, folder, faults);

  if (!settings || faults.any) return { ok: false, faults: faults.all() };
  const { display, sessions, server } = settings;
  return {
    ok: true,
    config: {
      file,
      title: settings.title,
      logo,
      images,
      display: toDisplay(display),
      screen: toScreenPlan(display),
      renewAt: display.renew,
      sound: toSoundPlan(settings.sound),
      timeZones: settings.time_zones,
      sessions: toSessionsConfig(sessions, folder),
      server: {
        host: server.host,
        port: server.port,
        hosts: server.hosts,
        tls: server.tls && {
          certificate: path.resolve(folder, server.tls.certificate),
          key: resolveSecret(server.tls.key, folder),
        },
        metricsToken: server.metrics_token && resolveSecret(server.metrics_token, folder),
      },
      authorities,
      kiosk: toKioskConfig(settings.kiosk),
      heartbeat: toHeartbeat(settings.heartbeat, folder),
      updates: toUpdates(settings.updates),
      sources: [...sources.values()].filter((source) => source !== undefined),
      alarms: toAlarmRules(settings.alarms),
      pages: pages.map(({ title, seconds, screens, panels }) => ({
        title,
        seconds,
        screens,
        panels: panels.map((panel) => withAddress(panel, addresses)),
      })),
    },
  };
}

/** Walls are told where this server has a picture, and not which file it is. */
function withAddress(config: ConfigPanel, addresses: ReadonlyMap<string, string>): ConfigPanel {
  const { panel } = config;
  if (panel.type !== "image") return config;
  return { ...config, panel: { ...panel, options: { image: addresses.get(panel.options.image) ?? "" } } };
}

/** Reads and parses a file. A file that cannot be read is a fault like any other, without a line. */
export async function loadConfig(file: string): Promise<Loaded> {
  return parseContent(await readConfigFile(file), file);
}

export function readConfigFile(file: string): Promise<Content> {
  return readContent(file, mostConfigBytes);
}

export async function parseContent(content: Content, file: string): Promise<Loaded> {
  if ("reason" in content) return { ok: false, faults: [{ file, message: content.reason }], file, content };
  const decoded = decodeText(content.bytes);
  if ("text" in decoded) return { ...(await parseConfig(decoded.text, file)), file, content };
  return { ok: false, faults: [{ file, ...decoded.fault }], file, content };
}

/** The faults of a file, one line each; none if it is good. */
export async function checkConfig(file: string): Promise<string[]> {
  const loaded = await loadConfig(file);
  return loaded.ok ? [] : loaded.faults.map(formatFault);
}
