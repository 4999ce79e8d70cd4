import { type GenerateResult, generate } from "selfsigned";

const dayMs = 86_400_000;

export interface CertificateWish {
  name?: string;
  fromDays?: number;
  days: number;
  issuer?: { key: string; cert: string };
}

/** A key and a certificate for 127.0.0.1 (or `name`) that ends so many days from now; self-signed without an issuer. */
export async function makeCertificate({ name, fromDays = -400, days, issuer }: CertificateWish) {
  const altName = name === undefined ? ({ type: 7, ip: "127.0.0.1" } as const) : ({ type: 2, value: name } as const);
  return pair(
    await generate([{ name: "commonName", value: name ?? "127.0.0.1" }], {
      keyType: "ec",
      algorithm: "sha256",
      notBeforeDate: new Date(Date.now() + fromDays * dayMs),
      // Half a day more, so that whole days are counted down alike wherever in the day the test runs.
      notAfterDate: new Date(Date.now() + (days + 0.5) * dayMs),
      extensions: [{ name: "subjectAltName", altNames: [altName] }],
      ...(issuer ? { ca: issuer } : {}),
    }),
  );
}

export async function makeAuthority(name = "Nocturne test authority") {
  return pair(
    await generate([{ name: "commonName", value: name }], {
      keyType: "ec",
      algorithm: "sha256",
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
        { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
      ],
    }),
  );
}

function pair({ private: key, cert }: GenerateResult) {
  return { key, cert };
}
