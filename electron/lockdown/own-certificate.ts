import { X509Certificate } from "node:crypto";

/** The part of Electron's verification request that decides. It names no port: own-origin.ts holds requests to ours. */
export interface ShownCertificate {
  hostname: string;
  /** In PEM form. */
  certificate: { data: string };
}

/**
 * Whether a certificate is the one that our own server serves, shown by our own server's host. The server runs in this
 * process, so its certificate is known and needs nobody to vouch for it: neither an authority, nor a name, nor a date.
 * @param certificate in PEM form; undefined where the server speaks no TLS, and then none is ours
 */
export function ownCertificate(
  serverUrl: string,
  certificate: string | undefined,
): (shown: ShownCertificate) => boolean {
  const host = bare(new URL(serverUrl).hostname);
  const own = certificate === undefined ? undefined : fingerprint(certificate);
  return (shown) => own !== undefined && bare(shown.hostname) === host && fingerprint(shown.certificate.data) === own;
}

/** Of the first certificate in it: a file may go on with those that signed it. Undefined where there is none. */
function fingerprint(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return undefined;
  }
}

/** An address of IPv6 stands in brackets in a URL, and without in a certificate. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
}
