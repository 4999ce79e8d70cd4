import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { plainWords } from "../plain-words.ts";
import { dayMs } from "../remote/certificate.ts";
import { type HttpAnswer, requestOnce, statusText } from "../remote/request.ts";
import { down, type Finding, type Probe, up } from "./finding.ts";
import type { HttpExpectation } from "./options.ts";

const mostRedirects = 5;

/** Up when the address answers as expected. The latency is that of name, connection, redirects and body together. */
export function probeHttp(address: string, expectation: HttpExpectation = {}): Probe {
  return async (run) => {
    const startedAt = performance.now();
    try {
      const answers = await getAll(new URL(address), followsRedirects(expectation), run);
      return judgeAnswers(answers, expectation, performance.now() - startedAt);
    } catch (failure) {
      return down(plainWords(failure));
    }
  };
}

function followsRedirects({ redirect, status }: HttpExpectation): boolean {
  if (redirect !== undefined) return redirect === "follow";
  return ![status ?? 200].flat().some((one) => one >= 300 && one < 400);
}

/** The answer and, before it, those that led to it. */
async function getAll(url: URL, follow: boolean, run: Lifetime): Promise<HttpAnswer[]> {
  const answers: HttpAnswer[] = [];
  let next: URL | undefined = url;
  while (next) {
    const answer: HttpAnswer = await requestOnce(next, {}, run);
    answers.push(answer);
    next = follow ? answer.location : undefined;
    if (next && !/^https?:$/.test(next.protocol))
      throw new ExpectedError(`redirects to ${next.protocol} instead of http`);
    if (next && answers.length > mostRedirects) throw new ExpectedError(`redirects more than ${mostRedirects} times`);
  }
  return answers;
}

function judgeAnswers(answers: HttpAnswer[], expectation: HttpExpectation, latencyMs: number): Finding {
  const answer = answers.at(-1);
  if (!answer) return down("no answer");
  const fault =
    redirectFault(answer, expectation) ?? statusFault(answer, expectation) ?? bodyFault(answer, expectation);
  if (fault !== undefined) return down(fault);
  const { skewMs } = answer;
  return { ...up(latencyMs, certificateWarning(answers, expectation)), ...(skewMs === undefined ? {} : { skewMs }) };
}

function redirectFault({ location, status }: HttpAnswer, { redirect }: HttpExpectation): string | undefined {
  if (redirect === undefined || redirect === "follow" || redirect === "none") return undefined;
  if (!location) return `does not redirect: status ${statusText(status)}`;
  return location.href === new URL(redirect).href ? undefined : `redirects to ${location.href.slice(0, 200)}`;
}

function statusFault({ location, status }: HttpAnswer, expectation: HttpExpectation): string | undefined {
  const { redirect } = expectation;
  if (expectation.status === undefined) {
    const redirected = redirect !== undefined && redirect !== "follow" && redirect !== "none" && location !== undefined;
    if (redirected || (status >= 200 && status <= 299)) return undefined;
    return location ? `redirects to ${location.href.slice(0, 200)}` : `status ${statusText(status)}`;
  }
  const expected = [expectation.status].flat();
  return expected.includes(status) ? undefined : `status ${statusText(status)}, not ${expected.join(" or ")}`;
}

function bodyFault(answer: HttpAnswer, { body }: HttpExpectation): string | undefined {
  if (body === undefined || answer.body.includes(body)) return undefined;
  const where = answer.cut ? "the first 1 MiB of the body" : "the body";
  return `${where} does not contain ${JSON.stringify(body.slice(0, 60))}`;
}

function certificateWarning(answers: HttpAnswer[], { certificate_days }: HttpExpectation): string | undefined {
  if (certificate_days === undefined) return undefined;
  const ends = answers.flatMap(({ certificateEndsAt }) => certificateEndsAt ?? []);
  const days = Math.floor((Math.min(...ends) - Date.now()) / dayMs);
  if (days >= certificate_days) return undefined;
  return days < 1 ? "certificate expires today" : `certificate expires in ${days} ${days === 1 ? "day" : "days"}`;
}
