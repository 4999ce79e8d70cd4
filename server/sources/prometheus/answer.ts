import { z } from "zod";
import { ExpectedError } from "../../expected-error.ts";
import type { Labels } from "../label-names.ts";
import type { ApiAnswer } from "../remote/api.ts";
import { statusText } from "../remote/request.ts";

/** Seconds since the epoch, and the value as text: "NaN" and "+Inf" have no JSON number. */
const sample = z.tuple([z.number(), z.string()]);
const metric = z.record(z.string(), z.string());
const data = z.discriminatedUnion("resultType", [
  z.object({ resultType: z.literal("scalar"), result: sample }),
  z.object({ resultType: z.literal("string"), result: sample }),
  // A native histogram has `histogram` in place of the value.
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric, value: sample.optional() })),
  }),
  z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ metric, values: z.array(sample).optional() })),
  }),
]);
const answer = z.union([
  z.object({ status: z.literal("success"), data, warnings: z.array(z.string()).optional() }),
  z.object({ status: z.literal("error"), errorType: z.string().optional(), error: z.string() }),
]);

const mostWords = 300;

export interface Result {
  data: z.infer<typeof data>;
  /** "some of the data was not available" */
  warning: string | undefined;
}

/** @throws QueryRefused what Prometheus says against the query; another ExpectedError where it is not Prometheus that answers */
export function readAnswer({ status, json }: ApiAnswer): Result {
  const read = answer.safeParse(json);
  if (!read.success) {
    const words = "the answer is not one of Prometheus's query API; is url the address of Prometheus?";
    throw new ExpectedError(status === 200 ? words : `${statusText(status)}: ${words}`);
  }
  if (read.data.status === "error") throw new QueryRefused(refusalWords(read.data));
  return { data: read.data.data, warning: read.data.warnings?.[0]?.slice(0, mostWords) };
}

/** Prometheus is well and does not answer this query, and why. */
export class QueryRefused extends ExpectedError {}

function refusalWords({ errorType, error }: { errorType?: string | undefined; error: string }): string {
  // 'invalid parameter "query": 1:5: parse error: unclosed left parenthesis'
  const words = error.replace(/^invalid parameter "query": /, "").slice(0, mostWords);
  return errorType === "timeout" || errorType === "canceled" ? `too slow for Prometheus: ${words}` : words;
}

/** One value and what it is of. null: not a number, as a rate of nothing. Infinite ones are kept. */
export interface Reading {
  labels: Labels;
  value: number | null;
}

/** What an instant query gives, and when Prometheus evaluated it (epoch milliseconds on its clock), if it says so. */
export function readInstant({ data }: Result): Reading[] {
  switch (data.resultType) {
    case "scalar":
      return [{ labels: {}, value: readValue(data.result[1]) }];
    case "vector":
      return data.result.map(({ metric, value }) => {
        if (!value) throw new QueryRefused("the query gives histograms; take histogram_quantile(…) of them");
        return { labels: metric, value: readValue(value[1]) };
      });
    case "matrix":
      throw new QueryRefused("the query gives a range of samples; take rate(…), avg_over_time(…) or the like of it");
    case "string":
      throw new QueryRefused("the query gives text, not a number");
  }
}

/** One series of a range: epoch seconds on Prometheus's clock, finite values. */
export interface Line {
  labels: Labels;
  samples: Map<number, number>;
}

export function readRange({ data }: Result): Line[] {
  if (data.resultType !== "matrix") throw new QueryRefused(`a range query gave ${data.resultType}, not a matrix`);
  return data.result.map(({ metric, values = [] }) => ({
    labels: metric,
    samples: new Map(
      values.flatMap(([at, text]): [number, number][] => {
        const value = readValue(text);
        return value === null || !Number.isFinite(value) ? [] : [[at, value]];
      }),
    ),
  }));
}

function readValue(text: string): number | null {
  if (text === "+Inf" || text === "Inf") return Number.POSITIVE_INFINITY;
  if (text === "-Inf") return Number.NEGATIVE_INFINITY;
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? null : value;
}
