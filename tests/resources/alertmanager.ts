import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "../../build/machine.ts";
import { startDaemon } from "./daemon.ts";
import { freePort } from "./listeners.ts";

export const hasAlertmanager = findProgram("prometheus-alertmanager") !== undefined;

export interface PostedAlert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  startsAt?: string;
  endsAt?: string;
}

/** A real Alertmanager with its own temporary folder. A critical alert inhibits the warnings of its `instance`. */
export async function startAlertmanager({ port }: { port?: number } = {}) {
  const listening = port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), "nocturne-alertmanager-"));
  const config = {
    route: { receiver: "nobody", group_wait: "1s", group_interval: "1s" },
    receivers: [{ name: "nobody" }],
    inhibit_rules: [
      { source_matchers: ["severity=critical"], target_matchers: ["severity=warning"], equal: ["instance"] },
    ],
  };
  await writeFile(join(folder, "alertmanager.yml"), JSON.stringify(config));
  const url = `http://127.0.0.1:${listening}`;
  const daemon = await startDaemon({
    program: "prometheus-alertmanager",
    args: [
      `--config.file=${join(folder, "alertmanager.yml")}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${listening}`,
      "--cluster.listen-address=",
    ],
    stopSignal: "SIGKILL",
    isReady: async () => (await fetch(`${url}/-/ready`)).ok,
  });
  const post = async (place: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/api/v2/${place}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${place}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    ...daemon,
    url,
    address: `127.0.0.1:${listening}`,
    fire: (...alerts: PostedAlert[]) => post("alerts", alerts),
    resolve: (labels: Record<string, string>) => {
      const now = Date.now();
      const [startsAt, endsAt] = [new Date(now - 60_000).toISOString(), new Date(now - 1000).toISOString()];
      return post("alerts", [{ labels, startsAt, endsAt }]);
    },
    /** Silences alerts with this label; the result lifts the silence. */
    async silence([name, value]: [string, string], by: string, minutes = 60) {
      const [startsAt, endsAt] = [0, minutes * 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
      const matchers = [{ name, value, isRegex: false, isEqual: true }];
      const { silenceID } = (await post("silences", {
        matchers,
        startsAt,
        endsAt,
        createdBy: by,
        comment: "works on it",
      })) as { silenceID: string };
      return async () => {
        await fetch(`${url}/api/v2/silence/${silenceID}`, { method: "DELETE" });
      };
    },
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
