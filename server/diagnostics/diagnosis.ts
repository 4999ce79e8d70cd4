import { dirname, join } from "node:path";
import type { ShownConfig } from "../config/open.ts";
import type { DiagnosticsRoutesOptions } from "../http/diagnostics-routes.ts";
import type { Metrics } from "../http/metrics.ts";
import type { Board } from "../live/board.ts";
import type { Hub } from "../live/hub.ts";
import type { UpdateReport } from "../protocol/diagnostics.ts";
import { diagnoseProcess } from "./diagnose-process.ts";
import { doctorReport } from "./doctor-report.ts";
import { redactedConfig, saveBundle } from "./support-bundle.ts";

interface Examined {
  hub: Hub;
  board: Board;
  shown(): ShownConfig;
  /** The accounts file: bundles are kept beside it. */
  accounts: string;
  updates(): Promise<UpdateReport>;
  loadMetrics(): Promise<Metrics>;
  recentLog(): string[];
}

/** What this server tells an operator of itself, and puts into a support bundle. */
export function diagnosis({
  hub,
  board,
  shown,
  accounts,
  updates,
  loadMetrics,
  recentLog,
}: Examined): Pick<DiagnosticsRoutesOptions, "socketsOf" | "wallsOf" | "diagnose" | "probe" | "supportBundle"> {
  let examining: Promise<unknown> | undefined;
  return {
    socketsOf: (id) => hub.socketsOf(id),
    wallsOf: (id) => hub.wallsOf(id),
    diagnose: async () => ({
      ...(await diagnoseProcess()),
      droppedFrames: hub.droppedFrames,
      sockets: hub.connections,
      updates: await updates(),
      sources: board.reports(),
    }),
    probe: (source) => board.probe(source),
    supportBundle: {
      async make(diagnostics) {
        const { config, demo, fault } = shown();
        // It goes on while the rest is gathered, and once for all who ask meanwhile.
        examining ??= doctorReport({ config: demo ? undefined : config.file, accounts }).finally(() => {
          examining = undefined;
        });
        return {
          diagnostics,
          config: demo ? "the demo wall" : await redactedConfig(config.file),
          fault,
          alarms: hub.alarms,
          history: board.alarmHistory(),
          metrics: await (await loadMetrics()).text(),
          log: recentLog(),
          doctor: await examining,
        };
      },
      save: (bundle) => saveBundle(join(dirname(accounts), "support"), bundle),
    },
  };
}
