import { isRecord } from "../config/is-record.ts";

/** A heartbeat's address too: whoever knows it can feign a live wall. */
const secretKey = /heartbeat|pass|secret|token|key|community|authorization|cookie|auth|credential|headers/i;
const hidden = "[redacted]";

/**
 * The same without what might be a secret: whatever stands under a key that sounds like one, and what an
 * address holds besides its place. Where a secret is kept (`{ env }`, `{ file }`, `{ credential }`) may be told.
 */
export function redact(value: unknown, key = ""): unknown {
  if (isReference(value)) return value;
  if (Array.isArray(value)) return value.map((one) => redact(one, key));
  if (isRecord(value)) {
    const within = (name: string) => (secretKey.test(key) ? key : name);
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redact(one, within(name))]));
  }
  if (secretKey.test(key) && value !== null && typeof value !== "boolean") return hidden;
  return typeof value === "string" ? withoutQuery(value) : value;
}

/** Words for people, in which addresses lose the same. */
export function redactWords(words: string): string {
  return words.replaceAll(/[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi, withoutQuery);
}

function isReference(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name !== undefined && ["env", "file", "credential"].includes(name);
}

/** Addresses lose their user, password and query; other text stays as it is. */
function withoutQuery(text: string): string {
  const url = /^[a-z][\w+.-]*:\/\//i.test(text) ? URL.parse(text) : null;
  if (!url || (url.username === "" && url.password === "" && url.search === "" && url.hash === "")) return text;
  const query = url.search === "" ? "" : `?${hidden}`;
  return `${url.protocol}//${url.host}${url.pathname}${query}`;
}
