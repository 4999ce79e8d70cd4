import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../build/machine.ts";
import { startDaemon } from "./daemon.ts";
import { freePort } from "./listeners.ts";

export const hasPrometheus = findProgram("prometheus") !== undefined;

export interface PrometheusOptions {
  /** `host:port` of what it scrapes every second as the job `test`. */
  targets?: string[];
  /** Groups of rules in Prometheus's own form. */
  rules?: unknown[];
  /** Where alerts go. */
  alertmanager?: string;
  port?: number;
  flags?: string[];
}

/** A real Prometheus that scrapes and evaluates once a second, with its own temporary folder. */
export async function startPrometheus(options: PrometheusOptions = {}) {
  const { targets = [], rules = [], alertmanager, flags = [] } = options;
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "nocturne-prometheus-"));
  // JSON is YAML.
  await writeFile(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "test", interval: "1s", rules }] }));
  await writeFile(
    join(folder, "prometheus.yml"),
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: ["rules.yml"],
      scrape_configs: [{ job_name: "test", static_configs: [{ targets: [...targets, `127.0.0.1:${port}`] }] }],
      ...(alertmanager ? { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } } : {}),
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const daemon = await startDaemon({
    program: "prometheus",
    args: [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--rules.alert.resend-delay=1s",
      ...flags,
    ],
    stopSignal: "SIGKILL",
    isReady: async () => (await fetch(`${url}/-/ready`)).ok,
  });
  return {
    ...daemon,
    url,
    port,
    /** Asks until it gives so many values. */
    async knows(query: string, values = 1): Promise<void> {
      const deadline = performance.now() + 20_000;
      while ((await valuesOf(url, query)) < values) {
        if (performance.now() > deadline) throw new Error(`Prometheus never knew ${query}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

async function valuesOf(url: string, query: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as { data?: { result: unknown[] } };
  return data?.result.length ?? 0;
}
