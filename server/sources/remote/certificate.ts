import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { spokenDuration } from "../plain-words.ts";

export const dayMs = 86_400_000;

/** What is wrong with the certificate that the other side of `socket` showed, in words; undefined where it is trusted. */
export function certificateFault(socket: TLSSocket, certificate: X509Certificate | undefined): string | undefined {
  if (!certificate) return "no certificate was shown";
  // Ahead of OpenSSL's verdict, which names one fault only: a self-signed certificate that has expired is "self-signed".
  const age = Date.now() - certificate.validToDate.getTime();
  if (age > 0) return `certificate expired ${spokenDuration(age)} ago`;
  const wait = certificate.validFromDate.getTime() - Date.now();
  if (wait > 0) return `certificate is not valid for another ${spokenDuration(wait)}; is a clock wrong?`;
  if (socket.authorized) return undefined;
  return verdict(String(socket.authorizationError), certificate);
}

/** Codes of X509_verify_cert_error_string(3), and Node's own for the name. */
function verdict(code: string, certificate: X509Certificate): string {
  switch (code) {
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return "certificate is self-signed";
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "CERT_SIGNATURE_FAILURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return "certificate's issuer is not trusted by this machine";
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
      return "certificate chain is incomplete, or its issuer is not trusted by this machine";
    case "CERT_HAS_EXPIRED":
      return "a certificate of the issuer has expired";
    case "CERT_REVOKED":
      return "certificate is revoked";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `certificate is for ${(certificate.subjectAltName ?? certificate.subject).slice(0, 80)}`;
    default:
      return `certificate is not trusted (${code})`;
  }
}
