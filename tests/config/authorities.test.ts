import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openAuthorities } from "../../server/authorities.ts";
import { checkConfig, loadConfig } from "../../server/config/load.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { probeHttp } from "../../server/sources/checks/http.ts";
import { makeAuthority, makeCertificate } from "../resources/certificates.ts";
import { listenHttps } from "../resources/listeners.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const wall =
  "certificate_authorities: [./noc.pem]\npages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\n";

async function check(port: number) {
  const lifetime = new Lifetime();
  const finding = await probeHttp(`https://127.0.0.1:${port}/`)(lifetime);
  await lifetime.end();
  return finding;
}

describe("private authorities", () => {
  test("[CA1] a server that a configured authority has signed is trusted, for as long as the server runs", async () => {
    await using folder = await temporaryFolder();
    const authority = await makeAuthority();
    await writeFile(folder.file("noc.pem"), authority.cert);
    await writeFile(folder.file("wall.yaml"), wall);
    await using remote = await listenHttps(await makeCertificate({ days: 30, issuer: authority }), (_, response) =>
      response.end("ok"),
    );
    await using stranger = await listenHttps(await makeCertificate({ days: 30 }), (_, response) => response.end("ok"));
    const loaded = await loadConfig(folder.file("wall.yaml"));
    const lifetime = new Lifetime();
    const trustAlso = openAuthorities(lifetime);
    expect(await check(remote.port)).toMatchObject({ result: "down" });
    trustAlso(loaded.ok ? loaded.config.authorities : []);
    expect(await check(remote.port)).toMatchObject({ result: "up" });
    expect(await check(stranger.port)).toMatchObject({ result: "down", reason: "certificate is self-signed" });
    trustAlso([]);
    expect(await check(remote.port)).toMatchObject({ result: "down" });
    trustAlso([authority.cert]);
    await lifetime.end();
    expect(await check(remote.port)).toMatchObject({ result: "down" });
  });

  test.each([
    ["is not there", undefined, /there is no file .*noc\.pem; create it/],
    ["is not PEM", "not a certificate", /noc\.pem holds no certificate; it must be PEM/],
    [
      "is damaged",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      /certificate 1 of .*noc\.pem is damaged/,
    ],
  ])("[CA2] a file that %s is a fault with its place", async (_, content, words) => {
    await using folder = await temporaryFolder();
    if (content !== undefined) await writeFile(folder.file("noc.pem"), content);
    await writeFile(folder.file("wall.yaml"), wall);
    const [fault = "", ...more] = await checkConfig(folder.file("wall.yaml"));
    expect(more).toEqual([]);
    expect(fault).toMatch(/wall\.yaml:1:27: certificate_authorities\[0\]: /);
    expect(fault).toMatch(words);
  });

  test("[CA2] an authority that has expired is told by name and day", async () => {
    await using folder = await temporaryFolder();
    await writeFile(folder.file("noc.pem"), (await makeCertificate({ name: "old.example", days: -3 })).cert);
    await writeFile(folder.file("wall.yaml"), wall);
    expect(await checkConfig(folder.file("wall.yaml"))).toEqual([
      expect.stringMatching(/certificate_authorities\[0\]: certificate 1 of .* \(CN=old\.example\) expired on \d{4}-/),
    ]);
  });
});
