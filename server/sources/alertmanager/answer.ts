import { z } from "zod";
import { ExpectedError } from "../../expected-error.ts";
import type { ApiAnswer } from "../remote/api.ts";
import { statusText } from "../remote/request.ts";

const texts = z.record(z.string(), z.string());

/** Alertmanager's API v2, as far as it is read: https://github.com/prometheus/alertmanager, api/v2/openapi.yaml */
const apiAlert = z.object({
  fingerprint: z.string(),
  labels: texts,
  annotations: texts,
  startsAt: z.string(),
  status: z.object({
    silencedBy: z.array(z.string()).nullish(),
    inhibitedBy: z.array(z.string()).nullish(),
  }),
});
export type ApiAlert = z.infer<typeof apiAlert>;

const apiSilence = z.object({ id: z.string(), createdBy: z.string(), endsAt: z.string() });
export type ApiSilence = z.infer<typeof apiSilence>;

/** @throws ExpectedError what Alertmanager says, or that it is not Alertmanager that answers */
export function readAlerts(answer: ApiAnswer): ApiAlert[] {
  return read(z.array(apiAlert), answer);
}

export function readSilences(answer: ApiAnswer): ApiSilence[] {
  return read(z.array(apiSilence), answer);
}

function read<T>(schema: z.ZodType<T>, { status, json }: ApiAnswer): T {
  const ok = status >= 200 && status <= 299;
  const parsed = ok ? schema.safeParse(json) : undefined;
  if (parsed?.success) return parsed.data;
  if (ok)
    throw new ExpectedError("the answer is not one of Alertmanager's API v2; is url the address of Alertmanager?");
  // An error is a JSON text: "bad matcher format".
  throw new ExpectedError(
    [statusText(status), typeof json === "string" ? json.slice(0, 200) : ""].filter(Boolean).join(": "),
  );
}
