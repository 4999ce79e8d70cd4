import { z } from "zod";
import type { Preview } from "../../../../server/protocol/configuration.ts";

const writtenPage = z.looseObject({
  title: z.string().optional(),
  seconds: z.number().optional(),
  panels: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type WrittenPage = z.infer<typeof writtenPage>;
const pages = z.array(writtenPage);

/** The pages as the text has them: what is written there, and not what becomes of it. */
export function writtenPages({ written }: Preview): WrittenPage[] {
  return pages.safeParse(written["pages"]).data ?? [];
}

/** The ids of the text's sources. */
export function sourceIds({ written }: Preview): string[] {
  const { sources } = written;
  return typeof sources === "object" && sources !== null ? Object.keys(sources) : [];
}
