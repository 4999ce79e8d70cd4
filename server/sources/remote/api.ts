import { Buffer } from "node:buffer";
import { type OutgoingHttpHeaders, validateHeaderValue } from "node:http";
import path from "node:path";
import { mib, readBoundedFile } from "../../config/bounded-file.ts";
import { readSecret, resolveSecret, type Secret } from "../../config/secret.ts";
import { ExpectedError } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { plainWords, spokenDuration } from "../plain-words.ts";
import type { ApiOptions } from "./api-options.ts";
import { type HttpAnswer, mebibyte, requestOnce, statusText } from "./request.ts";

/** Beyond this a query goes as a form: servers and proxies commonly refuse addresses over 8 kB. */
const longestSearch = 2000;

export interface ApiAnswer {
  status: number;
  /** Parsed JSON, of which nothing is known yet. */
  json: unknown;
}

interface ApiSettings {
  options: ApiOptions;
  folder: string;
  /** What answers there, for the words: "Prometheus". */
  what: string;
  limitMs: number;
  mostBytes: number;
}

/** A remote system that answers HTTP requests with JSON. */
export class Api {
  readonly #settings: ApiSettings;

  constructor(settings: ApiSettings) {
    this.#settings = settings;
  }

  /**
   * Asks once, within the time limit. Parameters that are long are posted as a form.
   * @param place below the configured address: "api/v1/query"
   * @throws ExpectedError why there is no JSON, in words. An error of the system itself is an answer, with its status.
   */
  async ask(place: string, parameters: Record<string, string>, lifetime: Lifetime): Promise<ApiAnswer> {
    const { limitMs } = this.#settings;
    const run = lifetime.child();
    const limit = new Promise<never>((_, reject) => {
      run.after(limitMs, () => reject(new ExpectedError(`no answer within ${spokenDuration(limitMs)}`)));
      run.onEnd(() => reject(new ExpectedError("stopped")));
    });
    try {
      return await Promise.race([this.#ask(place, new URLSearchParams(parameters), run), limit]);
    } finally {
      await run.end();
    }
  }

  async #ask(place: string, parameters: URLSearchParams, run: Lifetime): Promise<ApiAnswer> {
    const { options, mostBytes } = this.#settings;
    const url = new URL(`${options.url.replace(/\/+$/, "")}/${place}`);
    const long = parameters.toString().length > longestSearch;
    if (!long) url.search = parameters.toString();
    const question = {
      headers: { accept: "application/json", ...(await this.#headers()) },
      form: long ? parameters : undefined,
      ca: options.ca === undefined ? undefined : await this.#authorities(options.ca),
      mostBytes,
    };
    const answer = await requestOnce(url, question, run).catch((failure: unknown) => {
      throw new ExpectedError(plainWords(failure));
    });
    return { status: answer.status, json: this.#read(answer) };
  }

  async #headers(): Promise<OutgoingHttpHeaders> {
    const { headers = {}, basic_auth, bearer_token } = this.#settings.options;
    const own = Object.entries(headers).map(async ([name, value]) => [name, await this.#secret(value, name)]);
    const written: OutgoingHttpHeaders = Object.fromEntries(await Promise.all(own));
    if (bearer_token) written["authorization"] = `Bearer ${await this.#secret(bearer_token, "Authorization")}`;
    if (basic_auth) {
      const pair = `${basic_auth.username}:${await readSecret(this.#resolve(basic_auth.password))}`;
      written["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
    }
    return written;
  }

  async #secret(reference: Secret, header: string): Promise<string> {
    const value = await readSecret(this.#resolve(reference));
    try {
      validateHeaderValue(header, value);
    } catch {
      throw new ExpectedError(`the secret for the header ${header} has line ends or signs that no header may have`);
    }
    return value;
  }

  #resolve(reference: Secret): Secret {
    return resolveSecret(reference, this.#settings.folder);
  }

  async #authorities(file: string): Promise<Buffer> {
    const bytes = await readBoundedFile(path.resolve(this.#settings.folder, file), mib);
    if (bytes.includes("-----BEGIN CERTIFICATE-----")) return bytes;
    throw new ExpectedError(
      `ca: ${file} holds no certificate; it must be PEM, with a line -----BEGIN CERTIFICATE-----`,
    );
  }

  #read({ status, location, body, cut }: HttpAnswer): unknown {
    const { what, mostBytes } = this.#settings;
    const ok = status >= 200 && status <= 299;
    if (location) {
      throw new ExpectedError(
        `redirects to ${location.origin}${location.pathname.slice(0, 100)}; is a sign-in needed, or is that the right url?`,
      );
    }
    if (status === 401) throw new ExpectedError(`401: ${this.#credentialWords()}`);
    if (status === 403) throw new ExpectedError("403: refused; this user may not read it");
    if (cut) throw new ExpectedError(`answers with more than ${mostBytes / mebibyte} MiB; ask for less`);
    const text = body.toString("utf8");
    try {
      return JSON.parse(text);
    } catch {
      if (!ok)
        throw new ExpectedError(`${statusText(status)}${status === 404 ? `; is url the address of ${what}?` : ""}`);
      if (/^\s*</.test(text))
        throw new ExpectedError(`answers with a web page, not JSON; is url the address of ${what}?`);
      throw new ExpectedError("answers with broken JSON");
    }
  }

  #credentialWords(): string {
    const { headers, basic_auth, bearer_token } = this.#settings.options;
    const asked = headers ?? basic_auth ?? bearer_token;
    return asked ? "the credential is refused" : "a credential is needed; add basic_auth, bearer_token or headers";
  }
}
