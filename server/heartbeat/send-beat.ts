import { mib, readBoundedFile } from "../config/bounded-file.ts";
import type { HeartbeatConfig } from "../config/heartbeat.ts";
import { readSecret } from "../config/secret.ts";
import { ExpectedError } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { plainWords, spokenDuration } from "../sources/plain-words.ts";
import { requestOnce, statusText } from "../sources/remote/request.ts";
import type { WallState } from "./wall-state.ts";

const withinMs = 10_000;
/** What the receiver answers is not read. */
const mostBytes = 1024;

/**
 * One GET of the address with `state` added to its query. The address is read anew each time, and is in no failure's words:
 * whoever knows it can feign a live wall.
 * @throws ExpectedError why the receiver has not taken it
 */
export async function sendBeat(config: HeartbeatConfig, state: WallState, lifetime: Lifetime): Promise<void> {
  const run = lifetime.child();
  const tooLate = new Promise<never>((_, reject) => {
    run.after(withinMs, () => reject(new ExpectedError(`no answer within ${spokenDuration(withinMs)}`)));
    run.onEnd(() => reject(new ExpectedError("stopped")));
  });
  try {
    await Promise.race([request(config, state, run), tooLate]);
  } finally {
    await run.end();
  }
}

async function request({ url, ca }: HeartbeatConfig, state: WallState, run: Lifetime): Promise<void> {
  const address = await addressOf(url);
  address.searchParams.set("state", state);
  const question = { mostBytes, ca: ca === undefined ? undefined : await readBoundedFile(ca, mib) };
  const { status, location } = await requestOnce(address, question, run).catch((failure: unknown) => {
    throw new ExpectedError(plainWords(failure));
  });
  if (location) throw new ExpectedError(`the receiver redirects (${status}); give the address where it ends`);
  if (status < 200 || status > 299) throw new ExpectedError(`the receiver answers ${statusText(status)}`);
}

async function addressOf(url: HeartbeatConfig["url"]): Promise<URL> {
  const text = typeof url === "string" ? url : (await readSecret(url)).trim();
  const address = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (address && !address.username && !address.password) return address;
  throw new ExpectedError(
    "the secret must be an http or https address without a user name, like https://noc.example/ping/WALL",
  );
}
