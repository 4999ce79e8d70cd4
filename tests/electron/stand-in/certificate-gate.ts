import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Request as Shown } from "electron";

export type VerifyProc = (
  shown: Pick<Shown, "hostname"> & { certificate: Pick<Shown["certificate"], "data"> },
  answer: (verdict: number) => void,
) => void;

/**
 * A proxy through which Chromium asks whatever it asks over TLS, pages and websockets alike. Each connection's certificate
 * is looked at as it is really served, and is the kiosk's to judge, as Electron has it judged.
 */
export async function openCertificateGate(verify: () => VerifyProc | undefined): Promise<string> {
  const gate = createServer();
  gate.on("connect", (request, asker: Socket) => {
    const { hostname, port } = new URL(`https://${request.url}`);
    asker.on("error", () => undefined);
    const refuse = () => asker.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const look = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false });
    look.on("error", refuse);
    look.once("secureConnect", () => {
      const data = look.getPeerX509Certificate()?.toString() ?? "";
      look.destroy();
      verify()?.({ hostname, certificate: { data } }, (verdict) => {
        if (verdict !== 0) return void refuse();
        const server = connect(Number(port), hostname, () => {
          asker.write("HTTP/1.1 200 OK\r\n\r\n");
          asker.pipe(server).pipe(asker);
        });
        server.on("error", () => asker.destroy());
        server.on("close", () => asker.destroy());
        asker.on("close", () => server.destroy());
      });
    });
  });
  gate.listen(0, "127.0.0.1").unref();
  await once(gate, "listening");
  return `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
}
