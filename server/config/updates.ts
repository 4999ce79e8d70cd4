import { z } from "zod";
import type { Recurring } from "../alarms/rules.ts";
import { dayNames, recurring, toRecurring } from "./alarm-schema.ts";

export interface UpdatesConfig {
  /** A newer version is installed in these hours only. */
  window: Recurring;
  /** Windows: the folder of the releases, with a slash at its end. */
  feed: string | undefined;
}

const feedWords =
  'must be the https address of the folder with latest.yml, without a user name, like "https://updates.example/nocturne/"';

/** Without this section a wall installs nothing by itself. */
export const updates = z.strictObject({
  /** The hours of a maintenance window, without what it is a maintenance of. */
  window: recurring.omit({ title: true, match: true }).prefault({ days: [...dayNames], at: "03:00", for: "2h" }),
  feed: z.string(feedWords).max(2000).refine(isFeed, feedWords).optional(),
});

export function toUpdates(written: z.output<typeof updates> | undefined): UpdatesConfig | undefined {
  return written && { window: toRecurring(written.window), feed: written.feed && asFolder(written.feed) };
}

/** Releases are signed, but what is offered is told by this alone: without TLS anybody between could hold one back. */
function isFeed(text: string): boolean {
  const url = /^https:\/\//i.test(text) ? URL.parse(text) : null;
  return url !== null && !url.username && !url.password && !url.search && !url.hash;
}

function asFolder(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}
