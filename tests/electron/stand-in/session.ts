import { EventEmitter } from "node:events";
import type { Session } from "electron";
import type { BrowserContext, BrowserContextOptions } from "playwright";
import { openCertificateGate, type VerifyProc } from "./certificate-gate.ts";
import { openChromium } from "./chromium.ts";

type Handler = (...args: never[]) => unknown;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;
type Completed = (details: { url: string; statusCode: number }) => void;

const viewport = { width: 1280, height: 720 };

/** A partition: one of Chromium's contexts, with its own cookies, in memory. */
export class StandInSession extends EventEmitter {
  readonly handlers = new Map<string, Handler | null>();
  #verify: VerifyProc | undefined;
  #beforeRequest: BeforeRequest | undefined;
  #completed: { urls: string[]; listener: Completed } | undefined;
  #context: Promise<BrowserContext> | undefined;

  get context(): Promise<BrowserContext> {
    this.#context ??= this.#open();
    return this.#context;
  }

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { request } = await this.context;
    const response = await request.fetch(url, {
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === "string" ? { data: init.body } : {}),
    });
    const status = response.status();
    this.#complete(url, status);
    const body = status === 204 ? null : new Uint8Array(await response.body());
    return new Response(body, { status, headers: response.headers() });
  }

  setPermissionRequestHandler = this.#keep("permission-request");
  setPermissionCheckHandler = this.#keep("permission-check");
  setDevicePermissionHandler = this.#keep("device-permission");
  setDisplayMediaRequestHandler = this.#keep("display-media");
  setBluetoothPairingHandler = this.#keep("bluetooth-pairing");

  setCertificateVerifyProc(proc: VerifyProc): void {
    this.#verify = proc;
  }

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
    onCompleted: ({ urls }: { urls: string[] }, listener: Completed) => {
      this.#completed = { urls, listener };
    },
  };

  #keep(name: string) {
    return (handler: Handler | null) => void this.handlers.set(name, handler);
  }

  /** Where there is TLS, Chromium's own judgement is not asked, as in Electron where the kiosk judges. */
  async #judged(): Promise<BrowserContextOptions> {
    if (process.env["STAND_IN_TLS"] !== "1") return {};
    return { ignoreHTTPSErrors: true, proxy: { server: await openCertificateGate(() => this.#verify) } };
  }

  async #open(): Promise<BrowserContext> {
    const context = await (await openChromium()).newContext({ viewport, ...(await this.#judged()) });
    context.setDefaultTimeout(0);
    await context.route("**/*", async (route) => {
      const isCancelled = await new Promise<boolean>((resolve) => {
        if (!this.#beforeRequest) return resolve(false);
        this.#beforeRequest({ url: route.request().url() }, ({ cancel }) => resolve(cancel === true));
      });
      await (isCancelled ? route.abort("blockedbyclient") : route.fallback());
    });
    context.on("response", (response) => this.#complete(response.url(), response.status()));
    return context;
  }

  #complete(url: string, statusCode: number): void {
    if (this.#completed?.urls.includes(url)) this.#completed.listener({ url, statusCode });
  }
}

const partitions = new Map<string, StandInSession>();

export const session = {
  fromPartition(name: string): StandInSession {
    const partition = partitions.get(name) ?? new StandInSession();
    partitions.set(name, partition);
    return partition;
  },
};

type Slice = Pick<
  Session,
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setBluetoothPairingHandler"
  | "setCertificateVerifyProc"
> & { fetch(url: string, init?: RequestInit): Promise<Response> };
({}) as StandInSession satisfies Slice;
