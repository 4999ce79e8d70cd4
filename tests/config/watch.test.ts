import { rename, rm, symlink, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { type Loaded, loadConfig } from "../../server/config/load.ts";
import { watchConfig } from "../../server/config/watch.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const wall = (title: string) =>
  `title: ${title}\npages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\n`;
const words = (loaded: Loaded) => (loaded.ok ? loaded.config.title : (loaded.faults[0]?.message ?? ""));

async function watched(text: string) {
  const folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(file, text);
  const lifetime = new Lifetime();
  const told: string[] = [];
  watchConfig(await loadConfig(file), lifetime, (loaded) => told.push(words(loaded)));
  return {
    folder,
    file,
    lifetime,
    told,
    /** The promise of [CF19]. */
    toldWithin2s: (expected: string[]) =>
      vi.waitFor(() => expect(told).toEqual(expected), { timeout: 2000, interval: 20 }),
    async [Symbol.asyncDispose]() {
      await lifetime.end();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test("[CF19] a file that is changed, broken, mended, replaced, deleted and created again is told each time", async () => {
  await using wallFile = await watched(wall("A"));
  const { file, folder, toldWithin2s } = wallFile;
  const missing = `there is no file ${file}; create it, or correct the path`;
  await writeFile(file, wall("B"));
  await toldWithin2s(["B"]);
  await writeFile(file, "title: X");
  await toldWithin2s(["B", "pages: is missing; it must be a list of pages"]);
  await writeFile(file, wall("B"));
  await toldWithin2s(["B", "pages: is missing; it must be a list of pages", "B"]);
  wallFile.told.length = 0;
  await writeFile(folder.file("new"), wall("C"));
  await rename(folder.file("new"), file);
  await toldWithin2s(["C"]);
  await rm(file);
  await toldWithin2s(["C", missing]);
  await writeFile(file, wall("C"));
  await toldWithin2s(["C", missing, "C"]);
  await writeFile(folder.file("target"), wall("D"));
  await symlink("target", folder.file("link"));
  await rename(folder.file("link"), file);
  await toldWithin2s(["C", missing, "C", "D"]);
  await writeFile(folder.file("target"), wall("E"));
  await toldWithin2s(["C", missing, "C", "D", "E"]);
});

test("[CF20] what was loaded before is not told, nor is content that was written again", async () => {
  await using wallFile = await watched(wall("A"));
  await sleep(1000);
  await writeFile(wallFile.file, wall("A"));
  await sleep(1500);
  expect(wallFile.told).toEqual([]);
});

test("[CF20] a change between load and watch is told", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(file, wall("A"));
  const loaded = await loadConfig(file);
  await writeFile(file, wall("B"));
  const lifetime = new Lifetime();
  const told: string[] = [];
  watchConfig(loaded, lifetime, (next) => told.push(words(next)));
  await vi.waitFor(() => expect(told).toEqual(["B"]), { timeout: 2000, interval: 20 });
  await lifetime.end();
});

test("[CF20] a file that is still being written is told once, when it is whole", async () => {
  await using wallFile = await watched(wall("A"));
  const whole = wall("B");
  for (let length = 5; length < whole.length; length += 5) {
    await writeFile(wallFile.file, whole.slice(0, length));
    await sleep(40);
  }
  await writeFile(wallFile.file, whole);
  await wallFile.toldWithin2s(["B"]);
});

test("[CF21] nothing is told once the lifetime has ended", async () => {
  await using wallFile = await watched(wall("A"));
  await writeFile(wallFile.file, wall("B"));
  await wallFile.lifetime.end();
  await sleep(1500);
  expect(wallFile.told).toEqual([]);
});
