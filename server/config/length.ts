import { z } from "zod";

const unitMm = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 };

/** A length as a person writes it ("55in", "140cm", "5m"), within bounds, read as millimetres. */
export function length(least: string, most: string) {
  const right = `must be a length from ${least} to ${most}, like "55in", "140cm" or "5m"`;
  return z
    .string(right)
    .refine((text) => inBounds(parseLength(text), parseLength(least), parseLength(most)), {
      error: ({ input }) => `${right}, not ${JSON.stringify(input)}`,
    })
    .transform((text) => parseLength(text) ?? 0);
}

function parseLength(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,9})?) ?(mm|cm|m|in|ft)$/.exec(text);
  const unit = Object.entries(unitMm).find(([name]) => name === match?.[2]);
  return match && unit ? Number(match[1]) * unit[1] : undefined;
}

function inBounds(mm = Number.NaN, least = 0, most = Number.POSITIVE_INFINITY): boolean {
  return mm >= least && mm <= most;
}
