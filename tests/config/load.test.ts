import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { checkConfig, loadConfig } from "../../server/config/load.ts";
import { toWall } from "../../server/config/wall.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const good = "pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\n";
const svg =
  '<?xml version="1.0"?>\n<!DOCTYPE svg [ <!ENTITY a "b"> ]>\n<!-- <g> -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';

test("[CF13] a good file has no faults, with a byte order mark or without", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("plain.yaml"), good);
  await writeFile(folder.file("marked.yaml"), `\uFEFF${good}`);
  await symlink("plain.yaml", folder.file("link.yaml"));
  for (const name of ["plain.yaml", "marked.yaml", "link.yaml"])
    expect(await checkConfig(folder.file(name))).toEqual([]);
});

test("[CF13] a byte order mark does not shift the columns of faults", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(file, `\uFEFFtitle: 5\n${good}`);
  expect(await checkConfig(file)).toEqual([`${file}:1:8: title: must be text, not 5; put it in quotes`]);
});

test("[CF13] what cannot be read is told without a line", async () => {
  await using folder = await temporaryFolder();
  const missing = folder.file("none.yaml");
  const large = folder.file("large.yaml");
  await writeFile(large, Buffer.alloc(256 * 1024 + 1, "#"));
  expect(await checkConfig(missing)).toEqual([
    `${missing}: there is no file ${missing}; create it, or correct the path`,
  ]);
  expect(await checkConfig(path.join(large, "x"))).toEqual([
    `${large}/x: there is no file ${large}/x; create it, or correct the path`,
  ]);
  expect(await checkConfig(folder.path)).toEqual([`${folder.path}: ${folder.path} is a directory; name a file in it`]);
  // Opening a pipe would wait for its writer.
  execFileSync("mkfifo", [folder.file("pipe")]);
  expect(await checkConfig(folder.file("pipe"))).toEqual([
    `${folder.file("pipe")}: ${folder.file("pipe")} is not a regular file; name one`,
  ]);
  expect(await checkConfig("/dev/null")).toEqual(["/dev/null: /dev/null is not a regular file; name one"]);
  expect(await checkConfig(large)).toEqual([`${large}: ${large} has 262145 bytes; at most 262144 are read`]);
  expect((await checkConfig("a\0b")).join()).toMatch(/cannot be read: .*without null bytes/);
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)("[CF13] a file that may not be read is told", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(file, good);
  await chmod(file, 0);
  expect(await checkConfig(file)).toEqual([
    `${file}: ${file} may not be read by this user; change its owner or its mode`,
  ]);
});

test("[CF13] text that is not UTF-8 is told where it begins", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(file, Buffer.from(`${good}title: Zürich\n`, "latin1"));
  expect(await checkConfig(file)).toEqual([`${file}:2:9: the file is not UTF-8 text here; save it as UTF-8`]);
  await writeFile(file, Buffer.from(`\uFEFF${good}`, "utf16le"));
  expect(await checkConfig(file)).toEqual([`${file}:1:1: the file is not UTF-8 text here; save it as UTF-8`]);
});

test.each([
  ["logo.png", Buffer.from("89504e470d0a1a0a00", "hex"), "image/png"],
  ["logo.jpg", Buffer.from("ffd8ffe0", "hex"), "image/jpeg"],
  ["logo.webp", Buffer.from("RIFF\0\0\0\0WEBP"), "image/webp"],
  ["logo.svg", Buffer.from(svg), "image/svg+xml"],
  ["named-wrongly.png", Buffer.from(svg), "image/svg+xml"],
])("[CF15] %s is a logo by its content", async (name, bytes, contentType) => {
  await using folder = await temporaryFolder();
  await mkdir(folder.file("pictures"));
  await writeFile(folder.file(`pictures/${name}`), bytes);
  await writeFile(folder.file("wall.yaml"), `logo: ./pictures/${name}\n${good}`);
  const loaded = await loadConfig(folder.file("wall.yaml"));
  expect(loaded.ok && loaded.config.logo).toEqual({ contentType, bytes });
});

test.each([
  ["./none.svg", "there is no file FOLDER/none.svg; create it, or correct the path"],
  ["./page.html", "FOLDER/page.html is not a picture; it must be SVG, PNG, JPEG or WebP"],
  ["./large.png", "FOLDER/large.png has 1048577 bytes; at most 1048576 are read"],
  [".", "FOLDER is a directory; name a file in it"],
])("[CF15] the logo %s is refused, in its place among other faults", async (logo, words) => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("page.html"), "<html><svg/></html>");
  await writeFile(folder.file("large.png"), Buffer.alloc(1024 * 1024 + 1));
  const file = folder.file("wall.yaml");
  await writeFile(file, `title: 5\nlogo: ${logo}\ntime_zones: 5\n${good}`);
  expect(await checkConfig(file)).toEqual([
    `${file}:1:8: title: must be text, not 5; put it in quotes`,
    `${file}:2:7: logo: ${words.replaceAll("FOLDER", folder.path)}`,
    `${file}:3:13: time_zones: must be a list, not 5`,
  ]);
});

test("[CF28] a picture of a panel is kept in memory, and walls are told where this server has it and no path", async () => {
  await using folder = await temporaryFolder();
  await mkdir(folder.file("plans"));
  await writeFile(folder.file("plans/site.png"), svg);
  const panels = [0, 6].map((x) => `{ type: image, image: ./plans/site.png, at: [${x}, 0, 6, 4] }`).join(", ");
  await writeFile(folder.file("wall.yaml"), `pages: [ { panels: [ ${panels} ] } ]`);
  const loaded = await loadConfig(folder.file("wall.yaml"));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const { config } = loaded;
  const [address = ""] = [...config.images.keys()];
  expect([...config.images]).toEqual([[address, { contentType: "image/svg+xml", bytes: Buffer.from(svg) }]]);
  const wall = toWall(config, { demo: false, fault: undefined });
  expect(wall.pages[0]?.panels.map(({ options }) => options)).toEqual([{ image: address }, { image: address }]);
  expect(JSON.stringify(wall)).not.toContain("site.png");
});

test("[CF28] a picture that is none, and the twenty-first one, are told in their place", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  await writeFile(folder.file("page.html"), "<html><svg/></html>");
  await writeFile(file, "pages: [ { panels: [ { type: image, image: ./page.html, at: [0, 0, 1, 1] } ] } ]");
  expect(await checkConfig(file)).toEqual([
    `${file}:1:44: pages[0].panels[0].image: ${folder.file("page.html")} is not a picture; it must be SVG, PNG, JPEG or WebP`,
  ]);
  const names = Array.from({ length: 21 }, (_, index) => `p${index}.svg`);
  for (const name of names) await writeFile(folder.file(name), `<svg><!-- ${name} --></svg>`);
  const panels = names.map(
    (name, at) => `  - { type: image, image: ${name}, at: [${at % 12}, ${Math.floor(at / 12)}, 1, 1] }`,
  );
  await writeFile(file, `pages:\n- panels:\n${panels.join("\n")}\n`);
  expect(await checkConfig(file)).toEqual([
    `${file}:23:27: pages[0].panels[20].image: is one picture too many; a wall shows at most 20`,
  ]);
});

test("[CF16] a certificate is found from the file's folder, and its key is not read", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("wall.pem"), "-----BEGIN CERTIFICATE-----\n");
  await writeFile(
    folder.file("wall.yaml"),
    `server: { tls: { certificate: ./wall.pem, key: { file: ./wall.key } } }\n${good}`,
  );
  const loaded = await loadConfig(folder.file("wall.yaml"));
  expect(loaded.ok && loaded.config.server.tls).toEqual({
    certificate: folder.file("wall.pem"),
    key: { file: folder.file("wall.key") },
  });
});

test("[CF16] a certificate that is not there, or none, is told", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("wall.yaml");
  const tls = "server: { tls: { certificate: ./wall.pem, key: { env: KEY } } }\n";
  await writeFile(file, tls + good);
  expect(await checkConfig(file)).toEqual([
    `${file}:1:31: server.tls.certificate: there is no file ${folder.file("wall.pem")}; create it, or correct the path`,
  ]);
  await writeFile(folder.file("wall.pem"), "-----BEGIN PRIVATE KEY-----\n");
  expect(await checkConfig(file)).toEqual([
    `${file}:1:31: server.tls.certificate: ${folder.file("wall.pem")} holds no certificate; it must be PEM, with a line -----BEGIN CERTIFICATE-----`,
  ]);
});
