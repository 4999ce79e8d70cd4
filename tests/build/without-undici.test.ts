import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Says as the process ends whether undici was loaded. */
const watcher = `process.on("exit", () => console.log(process.moduleLoadList.some((one) => one.includes("undici/undici"))))`;

async function loadsUndici(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    `data:text/javascript,${encodeURIComponent(watcher)}`,
    ...args,
  ]);
  return stdout.trim();
}

test("[BD8] the bundled server does not load undici before it asks somebody", async () => {
  expect(await loadsUndici("--input-type=module", "--eval", 'import "node:http"')).toBe("true");
  expect(await loadsUndici("out/server/cli.js", "check-config", "server/config/demo.yaml")).toBe("false");
});
