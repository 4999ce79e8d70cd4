import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Field, sourceForms } from "../../../../renderer/overlay/configuration/form/fields.ts";
import { editsBetween, fill, readFilled } from "../../../../renderer/overlay/configuration/form/filled.ts";
import { editData } from "../../../../server/config/edit/edit-data.ts";
import { configJsonSchema } from "../../../../server/config/json-schema.ts";
import { sourceTypes } from "../../../../server/sources/index.ts";

const forms = sourceForms(configJsonSchema());
const inputOf = (fields: readonly Field[] | undefined, key: string) =>
  fields?.find((field) => field.key === key)?.input;

test("[CE30] every source type has its form, and every part of it the kind of field that it needs", () => {
  expect([...forms.keys()]).toEqual(Object.keys(sourceTypes));
  expect(inputOf(forms.get("prometheus"), "bearer_token")).toEqual({ kind: "secret" });
  expect(inputOf(forms.get("prometheus"), "headers")).toEqual({ kind: "map", value: { kind: "secret" } });
  expect(inputOf(forms.get("simulated"), "seed")).toMatchObject({ kind: "number", isWhole: true });
  const targets = inputOf(forms.get("checks"), "targets");
  const fields = targets?.kind === "items" ? targets.fields : [];
  expect(inputOf(fields, "dns")?.kind).toBe("group");
  const expected = inputOf(fields, "expect");
  expect(inputOf(expected?.kind === "group" ? expected.fields : [], "status")).toEqual({ kind: "numbers" });
});

test.each([
  ["prometheus", { url: "http://a", basic_auth: { username: "u", password: { file: "/run/p" } }, every: "5s" }],
  ["prometheus", { url: "http://a", headers: { "X-One": { env: "ONE" }, "X-Two": { credential: "two" } } }],
  ["alertmanager", { url: "http://a", severities: { page: "critical", info: "none" } }],
  [
    "checks",
    {
      targets: [
        { name: "a", http: "http://a", expect: { status: [200, 204], certificate_days: 14 } },
        { name: "b", dns: { server: "192.0.2.1", name: "b", type: "MX" }, severity: "warning" },
        { name: "c", http: "http://c", expect: { status: 301 } },
      ],
      discover: ["gateway", "server"],
    },
  ],
])("[CE30] a form of %s that nobody changes says what was written", (type, written) => {
  const form = { kind: "group" as const, fields: forms.get(type) ?? [] };
  expect(readFilled(form, fill(form, written))).toEqual(written);
  expect(editsBetween(["sources", "x"], written, readFilled(form, fill(form, written)))).toEqual([]);
});

test("[CE31] a secret's field holds where it is, and nothing where that is not said", () => {
  const secret = { kind: "secret" as const };
  expect(readFilled(secret, { kind: "secret", place: "file", name: " /run/secret " })).toEqual({ file: "/run/secret" });
  expect(readFilled(secret, { kind: "secret", place: "env", name: " " })).toBeUndefined();
  // Not even one that stands in the text against the rule is shown.
  expect(fill(secret, "hunter2")).toEqual({ kind: "secret", place: "env", name: "" });
});

test("[CE32] the edits between any two values make the one of the other", () => {
  const name = fc.constantFrom("a", "b", "c");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, fc.nat(3), fc.constantFrom("x", "y"), tie("map"), fc.array(fc.nat(3))),
    map: fc.dictionary(name, tie("value"), { minKeys: 1, maxKeys: 3 }),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, value), fc.dictionary(name, value), (before, after) => {
      const edits = editsBetween(["sources", "one"], before, after);
      expect(edits.reduce<unknown>(editData, { sources: { one: before } })).toEqual({ sources: { one: after } });
    }),
  );
});
