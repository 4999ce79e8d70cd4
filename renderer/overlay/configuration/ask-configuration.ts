import { z } from "zod";
import {
  type Edit,
  type PresentConfig,
  type Preview,
  presentConfig,
  preview,
  savedText,
  type TextFault,
  textFault,
} from "../../../server/protocol/configuration.ts";
import { type ProbeAnswer, probeAnswer } from "../../../server/protocol/diagnostics.ts";

const refusal = z.object({
  error: z.object({ message: z.string() }),
  faults: z.array(textFault).optional(),
  /** What somebody else has saved meanwhile. */
  present: savedText.extend({ text: z.string() }).optional(),
});
export type Newer = NonNullable<z.infer<typeof refusal>["present"]>;

export type Asked<T> =
  | { ok: true; value: T }
  | { ok: false; reason: string; faults?: TextFault[] | undefined; present?: Newer | undefined };

const withinMs = 20_000;
const saved = z.object({ version: z.string() });
const edited = z.object({ text: z.string() });
const schema = z.record(z.string(), z.unknown());

export const askPresent = (): Promise<Asked<PresentConfig>> => ask("", presentConfig);
export const askSchema = (): Promise<Asked<Record<string, unknown>>> => ask("/schema", schema);
export const askSaved = (version: string) => ask(`/saves/${version}`, edited);
export const askPreview = (text: string): Promise<Asked<Preview>> => ask("/preview", preview, { text });
export const askEdit = (text: string, edits: readonly Edit[]) => ask("/edit", edited, { text, edits });
export const askTest = (text: string, source: string): Promise<Asked<ProbeAnswer>> =>
  ask("/test", probeAnswer, { text, source });
export const askSave = (text: string, version: string) => ask("/save", saved, { text, version });

/** Asks the configuration's routes, whose refusals say more than others do. */
async function ask<T>(path: string, answer: z.ZodType<T>, body?: unknown): Promise<Asked<T>> {
  try {
    const response = await fetch(`/api/configuration${path}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(withinMs),
      ...(body !== undefined && {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      }),
    });
    const json: unknown = await response.json();
    if (response.ok) return { ok: true, value: answer.parse(json) };
    const { error, faults, present } = refusal.parse(json);
    return { ok: false, reason: error.message, faults, present };
  } catch (failure) {
    if (failure instanceof z.ZodError) return { ok: false, reason: "The server's answer is not understood" };
    return { ok: false, reason: "The server does not answer" };
  }
}
