import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { root } from "../../../build/root.ts";
import { ownCertificate } from "../../../electron/lockdown/own-certificate.ts";
import { makeAuthority, makeCertificate } from "../../resources/certificates.ts";
import { type KioskProcess, startKiosk } from "../stand-in/kiosk-process.ts";
import type { Glass } from "../stand-in/questions.ts";

type Pair = Awaited<ReturnType<typeof makeCertificate>>;

const config = `title: Own
server: { tls: { certificate: ./wall.pem, key: { file: ./wall.key } } }
pages: [ { title: Only, panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]
`;
const waiting = { timeout: 60_000, interval: 50 };

let own: Pair;
let another: Pair;
beforeAll(async () => {
  const issuer = await makeAuthority();
  own = await makeCertificate({ days: 300, issuer });
  another = await makeCertificate({ days: 300, issuer });
});

const shown = (hostname: string, { cert }: Pair) => ({ hostname, certificate: { data: cert } });

describe("whose certificate is the server's own", () => {
  it("[CA3] it is the very one that the server serves, shown by its host", async () => {
    const isOwn = ownCertificate("https://127.0.0.1:7400", own.cert);
    expect(isOwn(shown("127.0.0.1", own))).toBe(true);
    expect(isOwn(shown("127.0.0.1", another))).toBe(false);
    expect(isOwn(shown("localhost", own))).toBe(false);
    expect(isOwn(shown("127.0.0.1", { ...own, cert: "no certificate" }))).toBe(false);
    expect(ownCertificate("https://[::1]:7400", own.cert)(shown("::1", own))).toBe(true);
    const expired = await makeCertificate({ days: -10 });
    expect(ownCertificate("https://127.0.0.1:7400", expired.cert)(shown("127.0.0.1", expired))).toBe(true);
    // What follows it in the file is whoever signed it.
    expect(ownCertificate("https://127.0.0.1:7400", own.cert + another.cert)(shown("127.0.0.1", another))).toBe(false);
  });

  it("[CA3] a server without TLS has none", () => {
    expect(ownCertificate("http://127.0.0.1:7400", undefined)(shown("127.0.0.1", own))).toBe(false);
  });
});

describe("a kiosk whose server speaks TLS", { timeout: 90_000 }, () => {
  let folder: string;
  let kiosk: KioskProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "nocturne-own-"));
    await writeFile(join(folder, "wall.yaml"), config);
    await writeFile(join(folder, "wall.pem"), own.cert);
    await writeFile(join(folder, "wall.key"), own.key);
    kiosk = startKiosk({
      main: join(root, "out/electron/main.js"),
      folder,
      args: ["--config", join(folder, "wall.yaml"), "--accounts", join(folder, "accounts.json")],
      env: { STAND_IN_TLS: "1", STAND_IN_SPEED: "5" },
    });
  }, 90_000);
  afterAll(async () => {
    await kiosk[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const evaluate = (expression: string) => kiosk.ask({ ask: "evaluate", expression });
  const link = () => evaluate("document.querySelector('[data-link]')?.dataset.link");
  const serve = ({ cert, key }: Pair) => kiosk.ask({ ask: "certificate", certificate: cert, key });

  it("[CA3] shows its wall by a certificate that nobody here vouches for", async () => {
    expect(String((await kiosk.logged("the wall is shown"))["url"])).toMatch(/^https:\/\/127\.0\.0\.1:/);
    await vi.waitFor(async () => expect(await link()).toBe("live"), waiting);
    expect(await evaluate("isSecureContext")).toBe(true);
    await kiosk.logged("the picture is proven");
  });

  it("[CA3] takes nothing from whoever shows another, the websocket neither: the wall says so, and nothing asks", async () => {
    await serve(another);
    await vi.waitFor(async () => expect(await link()).toBe("lost"), waiting);
    expect(await kiosk.logged("the server was asked whether it is there")).toMatchObject({ reachable: false });
    expect(await evaluate("fetch('/api/health').then(() => 'reached', () => 'refused')")).toBe("refused");
    const { words, isCovered } = (await kiosk.ask({ ask: "glass" })) as Glass;
    expect({ words, isCovered }).toEqual({
      words: expect.stringMatching(/^NO SIGNAL since .*^The server does not answer/ms),
      isCovered: false,
    });
    await serve(own);
    await vi.waitFor(async () => expect(await link()).toBe("live"), waiting);
  });
});
