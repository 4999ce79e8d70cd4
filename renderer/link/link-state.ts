/** Times are the server's clock, epoch milliseconds: that of the last pulse; undefined if there never was one. */
export type LinkState =
  /** No picture yet. */
  | { kind: "connecting" }
  | { kind: "live" }
  /** No pulse for three seconds. */
  | { kind: "lost"; since: number | undefined }
  /** The server answers, and knows no session of ours. Whoever owns the credential signs the wall in again. */
  | { kind: "signed-out"; since: number | undefined }
  /** The server and this page do not speak the same protocol, even after a reload. */
  | { kind: "refused"; since: number | undefined; reason: string };
