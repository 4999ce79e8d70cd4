import type { OutgoingHttpHeaders } from "node:http";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { askOwn } from "../http/ask-health.ts";
import { readListening } from "../listening-note.ts";
import type { PictureSight } from "./update-plan.ts";

export interface RunningWall {
  version: string;
  hasOpenCritical: boolean;
  /** Of the screen that is worst; undefined where the process shows none. */
  picture: PictureSight | undefined;
}

/**
 * Asks the wall with these accounts, on this machine. Throws ExpectedError where none answers, and says what to look at.
 * @param token of the metrics: asked for where the wall listens on no loopback address
 */
export async function lookAtWall(accounts: string, token: () => Promise<string | undefined>): Promise<RunningWall> {
  const place = await readListening(accounts).catch(() => {
    throw new ExpectedError(
      `no wall says beside ${accounts} where it listens; see whether it runs: systemctl status 'nocturne@*'`,
    );
  });
  const ask = (headers: OutgoingHttpHeaders) =>
    askOwn(place, "/metrics", { headers }).catch((failure: unknown) => {
      throw new ExpectedError(
        `the wall does not answer on ${place.host}:${place.port} (${reasonOf(failure)}); see journalctl -u 'nocturne@*'`,
      );
    });
  const first = await ask({});
  const given = first.status === 200 ? undefined : await token();
  const { status, body } = given === undefined ? first : await ask({ authorization: `Bearer ${given}` });
  if (status !== 200)
    throw new ExpectedError(
      `the wall on ${place.host}:${place.port} does not tell its metrics (${status}); let it listen on 127.0.0.1 or 0.0.0.0, or give it a server.metrics_token`,
    );
  return readMetrics(body);
}

/** What `/metrics` says of the wall: see server/http/metrics.ts. Throws ExpectedError where it is none of ours. */
export function readMetrics(text: string): RunningWall {
  const version = /^nocturne_info\{version="([^"]+)"\} 1$/m.exec(text)?.[1];
  const asking = valuesOf(text, 'nocturne_alarms_asking{severity="critical"}');
  if (version === undefined) throw new ExpectedError("what answers is not a wall of Nocturne");
  // A version before this metric cannot say it: then nothing is known to be well.
  const hasOpenCritical = asking.length !== 1 || asking.some((number) => number !== 0);
  return { version, hasOpenCritical, picture: readPicture(text) };
}

function readPicture(text: string): PictureSight | undefined {
  if (!text.includes("# TYPE nocturne_picture_live ")) return undefined;
  const ages = valuesOf(text, "nocturne_picture_proven_age_seconds");
  const live = valuesOf(text, "nocturne_picture_live");
  const oldest = Math.max(...ages);
  return {
    provenAgeMs: ages.length > 0 && Number.isFinite(oldest) ? oldest * 1000 : undefined,
    isLive: live.length > 0 && live.every((one) => one === 1),
  };
}

/** Of each line that begins so: "+Inf" is Infinity. */
function valuesOf(text: string, name: string): number[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith(name) && !line.startsWith(`${name}_`))
    .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1).replace("Inf", "Infinity")));
}
