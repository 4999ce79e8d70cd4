import { z } from "zod";

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds in "250ms", "10s", "5m", "24h" or "30d"; undefined where the text is none of these. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  const unit = Object.entries(unitMs).find(([name]) => name === match?.[2]);
  return match && unit ? Number(match[1]) * unit[1] : undefined;
}

/** A duration as a person writes it ("10s", "24h"), within bounds, kept as it was written. */
export function durationText(least: string, most: string) {
  const example = 'write it as "10s", "5m" or "24h"';
  return z
    .string(`must be a duration from ${least} to ${most}; ${example}`)
    .refine((text) => inBounds(parseDuration(text), parseDuration(least), parseDuration(most)), {
      error: ({ input }) => `${JSON.stringify(input)} is not a duration from ${least} to ${most}; ${example}`,
    })
    .meta({ examples: ["10s", "5m", "24h"] });
}

/** The same, read as milliseconds. */
export function duration(least: string, most: string) {
  return durationText(least, most).transform((text) => parseDuration(text) ?? 0);
}

function inBounds(ms = Number.NaN, least = 0, most = Number.POSITIVE_INFINITY): boolean {
  return ms >= least && ms <= most;
}
