import type { SourceType } from "./define.ts";

/** The registry of source types: one line each. The name is the `type` in the configuration. */
export const sourceTypes: Record<string, SourceType> = {};
