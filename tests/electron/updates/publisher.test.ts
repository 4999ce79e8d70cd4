import { expect, test } from "vitest";
import { publisherFault, readInspection, type Signed } from "../../../electron/updates/publisher.ts";

const own: Signed = { status: "Valid", subject: "CN=Example Ltd, C=GB", version: "1.0.0" };
const installer: Signed = { ...own, version: "1.1.0 " };

test("[UP52] an installer is taken from the publisher of this program only, and in the version that was said", () => {
  expect(publisherFault(own, installer, "1.1.0")).toBeUndefined();
  const faults: [Signed, Signed, RegExp][] = [
    [{ ...own, status: "NotSigned", subject: null }, installer, /this Nocturne is not signed \(NotSigned\)/],
    [{ ...own, status: "HashMismatch" }, installer, /this Nocturne is not signed/],
    [own, { ...installer, status: "HashMismatch" }, /its signature is not valid \(HashMismatch\)/],
    [own, { ...installer, subject: "CN=Example Ltd, C=US" }, /signed by CN=Example Ltd, C=US, and not by CN=Example/],
    [own, { ...installer, subject: null }, /signed by nobody/],
    [own, { ...installer, version: "1.0.9" }, /brings version 1.0.9/],
    [own, { ...installer, version: null }, /brings version unknown/],
  ];
  for (const [mine, theirs, words] of faults) expect(publisherFault(mine, theirs, "1.1.0")).toMatch(words);
});

test("[UP52] an answer of Windows that cannot be read is no consent", () => {
  expect(readInspection('{"status":"Valid","subject":"CN=A","version":"1.1.0"}')).toMatchObject({ subject: "CN=A" });
  for (const text of ["", "null", "Valid", '{"status":0,"subject":"CN=A","version":null}', '{"status":"Valid"}'])
    expect(() => readInspection(text)).toThrow(/cannot be read/);
});
