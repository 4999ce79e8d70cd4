import { z } from "zod";
import type { Preview } from "../../../../server/protocol/configuration.ts";

const writtenPage = z.looseObject({
  title: z.string().optional(),
  seconds: z.number().optional(),
  panels: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type WrittenPage = z.infer<typeof writtenPage>;
const pages = z.array(writtenPage);
const sources = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The pages as the text has them: what is written there, and not what becomes of it. */
export function writtenPages({ written }: Preview): WrittenPage[] {
  return pages.safeParse(written["pages"]).data ?? [];
}

/** What a page is called, or its place where it has no title. */
export function pageName(pages: readonly WrittenPage[], page: number): string {
  return pages[page]?.title ?? `Page ${page + 1}`;
}

/** The ids of the text's sources. */
export function sourceIds(preview: Preview): string[] {
  return Object.keys(writtenSources(preview));
}

/** The sources as the text has them. */
export function writtenSources({ written }: Preview): Record<string, Record<string, unknown>> {
  return sources.safeParse(written["sources"]).data ?? {};
}
