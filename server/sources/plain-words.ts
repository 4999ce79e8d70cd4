import { reasonOf } from "../expected-error.ts";

/** Codes of libuv, getaddrinfo, c-ares, OpenSSL and llhttp. */
const words: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset by the other side",
  EPIPE: "connection closed by the other side",
  EHOSTUNREACH: "host unreachable",
  EHOSTDOWN: "host unreachable",
  ENETUNREACH: "network unreachable",
  ENETDOWN: "network down",
  EADDRNOTAVAIL: "this machine has no address that reaches it",
  EACCES: "blocked by this machine's firewall",
  ETIMEDOUT: "no answer",
  ENOTFOUND: "name does not resolve",
  EAI_AGAIN: "name does not resolve: no name server answers",
  EAI_FAIL: "name does not resolve: the name server failed",
  EAI_NODATA: "name has no address",
  EMFILE: "this machine has too many files open",
  EPROTO: "no TLS: the other side does not speak it",
  ERR_SSL_WRONG_VERSION_NUMBER: "no TLS: the other side does not speak it",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "no TLS: the other side does not speak it",
};

/** What a failed socket says, for people. The system's own words where there are none here. */
export function plainWords(failure: unknown): string {
  const code = codeOf(failure);
  if (code?.startsWith("HPE_")) return "the answer is not HTTP";
  return (code === undefined ? undefined : words[code]) ?? reasonOf(failure);
}

/** The code of a system error; of the first in the bundle that comes of trying several addresses. */
export function codeOf(failure: unknown): string | undefined {
  if (failure instanceof AggregateError && failure.errors.length > 0) return codeOf(failure.errors[0]);
  if (!(failure instanceof Error) || !("code" in failure)) return undefined;
  return typeof failure.code === "string" ? failure.code : undefined;
}

/** "5 s", "0.5 s", "3 min", "2 h", "12 days". */
export function spokenDuration(ms: number): string {
  if (ms < 90_000) return `${Number((ms / 1000).toFixed(ms < 10_000 ? 1 : 0))} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Three significant digits: "0.18 ms", "14.6 ms", "1.46 s". */
export function latencyText(ms: number): string {
  return ms < 999.5 ? `${Number(ms.toPrecision(3))} ms` : `${Number((ms / 1000).toPrecision(3))} s`;
}
