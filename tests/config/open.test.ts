import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openConfig, type ShownConfig } from "../../server/config/open.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const page = "pages: [ { panels: [ { type: text, text: hello, at: [0, 0, 12, 8] } ] } ]\n";
let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: string;
let lifetime: Lifetime;

beforeEach(async () => {
  temporary = await temporaryFolder();
  folder = temporary.path;
  lifetime = new Lifetime();
  vi.stubEnv("XDG_CONFIG_HOME", folder);
  vi.stubEnv("NOCTURNE_CONFIG", "");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await lifetime.end();
  await temporary[Symbol.asyncDispose]();
});

describe("the configuration that is shown", () => {
  it("[CF25] the demo wall makes way for a configuration that is put in its place later", async () => {
    const opened = await openConfig(undefined);
    expect(opened.shown).toMatchObject({ demo: true, config: { title: "Nocturne" } });
    const shown: ShownConfig[] = [];
    opened.watch(lifetime, (next) => shown.push(next));
    await mkdir(join(folder, "nocturne"));
    await writeFile(join(folder, "nocturne", "wall.yaml"), `title: First\n${page}`);
    await vi.waitFor(() => expect(shown.at(-1)).toMatchObject({ demo: false, config: { title: "First" } }), 3000);
    await writeFile(join(folder, "nocturne", "wall.yaml"), `title: Second\n${page}`);
    await vi.waitFor(() => expect(shown.at(-1)).toMatchObject({ config: { title: "Second" } }), 3000);
  });

  it("[CF26] a broken file keeps the last good wall and adds the fault; mending it takes the fault away", async () => {
    const file = join(folder, "wall.yaml");
    await writeFile(file, `title: Good\n${page}`);
    const opened = await openConfig(file);
    expect(opened.shown).toMatchObject({ demo: false, fault: undefined, config: { title: "Good" } });
    const shown: ShownConfig[] = [];
    opened.watch(lifetime, (next) => shown.push(next));
    await writeFile(file, "title: [");
    await vi.waitFor(() => expect(shown.at(-1)?.fault).toMatchObject({ file: "wall.yaml", line: 1 }), 3000);
    expect(shown.at(-1)?.config.title).toBe("Good");
    await writeFile(file, `title: Mended\n${page}`);
    await vi.waitFor(() => expect(shown.at(-1)).toMatchObject({ fault: undefined, config: { title: "Mended" } }), 3000);
  });

  it("[CF26] a file that is broken from the start is an empty wall that says what is wrong", async () => {
    const { shown } = await openConfig(join(folder, "missing.yaml"));
    expect(shown).toMatchObject({ demo: false, config: { pages: [], sources: [] }, fault: { file: "missing.yaml" } });
  });
});
