import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { configPlaces, findConfig } from "../../server/config/find.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const machine = "/etc/nocturne/wall.yaml";

test("[CF18] the machine's file comes before the user's", () => {
  const home = "/home/ada";
  expect(configPlaces({ platform: "linux", home, env: {} })).toEqual([machine, "/home/ada/.config/nocturne/wall.yaml"]);
  expect(configPlaces({ platform: "linux", home, env: { XDG_CONFIG_HOME: "/x" } })).toEqual([
    machine,
    "/x/nocturne/wall.yaml",
  ]);
  expect(configPlaces({ platform: "darwin", home, env: {} })).toEqual([
    machine,
    "/home/ada/Library/Application Support/Nocturne/wall.yaml",
  ]);
  expect(
    configPlaces({
      platform: "win32",
      home: "C:\\Users\\Ada",
      env: { PROGRAMDATA: "D:\\Data", APPDATA: "C:\\Users\\Ada\\AppData\\Roaming" },
    }),
  ).toEqual(["D:\\Data\\Nocturne\\wall.yaml", "C:\\Users\\Ada\\AppData\\Roaming\\Nocturne\\wall.yaml"]);
  expect(configPlaces({ platform: "win32", home: "C:\\Users\\Ada", env: {} })).toEqual([
    "C:\\ProgramData\\Nocturne\\wall.yaml",
    "C:\\Users\\Ada\\AppData\\Roaming\\Nocturne\\wall.yaml",
  ]);
});

test("[CF18] a file that was named is taken though it is missing", async () => {
  const surroundings = { env: { NOCTURNE_CONFIG: "/none/env.yaml" }, platform: "linux" as const, home: "/none" };
  expect(await findConfig({ ...surroundings, explicit: "/none/option.yaml" })).toBe("/none/option.yaml");
  expect(await findConfig(surroundings)).toBe("/none/env.yaml");
});

test.skipIf(existsSync(machine))("[CF18] of the places, the first that has a file is taken", async () => {
  await using folder = await temporaryFolder();
  const surroundings = { env: { NOCTURNE_CONFIG: "" }, platform: "linux" as const, home: folder.path };
  expect(await findConfig(surroundings)).toBeUndefined();
  await mkdir(folder.file(".config/nocturne"), { recursive: true });
  await writeFile(folder.file(".config/nocturne/wall.yaml"), "");
  expect(await findConfig(surroundings)).toBe(folder.file(".config/nocturne/wall.yaml"));
});
