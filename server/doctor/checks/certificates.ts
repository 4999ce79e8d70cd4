import { createPrivateKey, X509Certificate } from "node:crypto";
import path from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { mib, readBoundedFile } from "../../config/bounded-file.ts";
import type { Config } from "../../config/config.ts";
import { readSecret } from "../../config/secret.ts";
import { reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { plainWords, spokenDuration } from "../../sources/plain-words.ts";
import { certificateFault, dayMs } from "../../sources/remote/certificate.ts";
import { checkOfConfig } from "../check.ts";
import { count, type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import { mostRemotes, type NamedRemote, remotesOf } from "../remotes.ts";

const limitMs = 3000;
/** Time enough to have one renewed. */
const soonMs = 14 * dayMs;

/** What is asked over TLS shows a certificate that is trusted, and the wall's own is good too, for two weeks at least. */
export const certificates = checkOfConfig("certificates", async (config, _site, run) => {
  const remotes = remotesOf(config).filter(({ tls }) => tls !== undefined);
  const own = config.server.tls ? [ownCertificate(config.server.tls)] : [];
  if (remotes.length + own.length === 0) return skip("nothing speaks TLS: neither a source nor this server");
  const shown = remotes.slice(0, mostRemotes).map((remote) => shownCertificate(remote, run));
  const findings = await Promise.all([...own, ...shown]);
  const problems = findings.filter(({ verdict }) => verdict === "fail" || verdict === "warn");
  if (problems.length > 0) return together(problems);
  const looked = findings.filter(({ verdict }) => verdict === "pass");
  if (looked.length === 0) return skip("no certificate was shown; see reach");
  return pass(`${count(looked.length, "certificate")} trusted, and good for two weeks at least`);
});

async function shownCertificate(remote: NamedRemote, run: Lifetime): Promise<Finding> {
  const { host, port = 443, of, tls, essential } = remote;
  const name = `${of}: ${host}`;
  let ca: Buffer | undefined;
  try {
    ca = tls?.ca === undefined ? undefined : await authorities(tls.ca);
  } catch (failure) {
    return fail(`${of}: ${reasonOf(failure)}`, `correct ca: in the source ${of}`);
  }
  const seen = await showCertificate({ host, port, ca }, run);
  if ("unseen" in seen) return skip(`${name}: ${seen.unseen}`);
  if (seen.fault === undefined) return judgeEnd(name, seen.endsAt);
  const remedy = "renew that certificate, or name the authority that signed it: ca: FILE in the source";
  return essential ? fail(`${name}: ${seen.fault}`, remedy) : warn(`${name}: ${seen.fault}`, remedy);
}

interface Shown {
  fault: string | undefined;
  endsAt: number;
}

/** That nothing answers is told by the check of connections. */
function showCertificate(
  target: { host: string; port: number; ca: Buffer | undefined },
  run: Lifetime,
): Promise<Shown | { unseen: string }> {
  const { host, port, ca } = target;
  return new Promise((resolve) => {
    // Judged below, to say what is wrong in words.
    const socket: TLSSocket = connect({
      host,
      port,
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      ...(ca ? { ca } : {}),
    });
    run.onEnd(() => void socket.destroy());
    run.after(limitMs, () => resolve({ unseen: `no answer within ${limitMs / 1000} s` }));
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerX509Certificate();
      resolve({ fault: certificateFault(socket, certificate), endsAt: certificate?.validToDate.getTime() ?? 0 });
      socket.destroy();
    });
    socket.on("error", (failure) => resolve({ unseen: plainWords(failure) }));
  });
}

/** Each of them must be in force: an authority that has expired vouches for nobody. */
async function authorities(file: string): Promise<Buffer> {
  const bytes = await readBoundedFile(file, mib);
  const blocks = bytes.toString("utf8").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error(`${file} holds no certificate in PEM form`);
  for (const block of blocks) {
    const { validToDate, subject } = new X509Certificate(block);
    if (validToDate.getTime() < Date.now())
      throw new Error(`${path.basename(file)}: ${subject.replaceAll("\n", ", ")} has expired`);
  }
  return bytes;
}

async function ownCertificate({ certificate, key }: NonNullable<Config["server"]["tls"]>): Promise<Finding> {
  const remedy = "put a certificate and its key in PEM form where server.tls says";
  try {
    const own = new X509Certificate(await readBoundedFile(certificate, mib));
    if (!own.checkPrivateKey(createPrivateKey(await readSecret(key))))
      return fail("this server's key is not that of its certificate", remedy);
    const wait = own.validFromDate.getTime() - Date.now();
    if (wait > 0)
      return fail(
        `this server's certificate is not valid for another ${spokenDuration(wait)}; is the clock right?`,
        remedy,
      );
    return judgeEnd("this server", own.validToDate.getTime());
  } catch (failure) {
    return fail(`this server's certificate or key cannot be used: ${reasonOf(failure)}`, remedy);
  }
}

function judgeEnd(name: string, endsAt: number): Finding {
  const left = endsAt - Date.now();
  if (left <= 0) return fail(`${name}: certificate expired ${spokenDuration(-left)} ago`, "renew it");
  if (left < soonMs) return warn(`${name}: certificate expires in ${spokenDuration(left)}`, "have it renewed");
  return pass(`${name}: good for ${spokenDuration(left)}`);
}
