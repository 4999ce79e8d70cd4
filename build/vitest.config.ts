import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["tests/**/*.test.{ts,tsx}"],
    globalSetup: [new URL("../tests/fresh-build.ts", import.meta.url).pathname],
    // A wall in a browser mostly waits, for seconds to pass or a page to turn: three at once on two cores.
    maxWorkers: 3,
    // Tests start real servers, daemons and browsers: slow to start on two cores, never slow to fail.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // What needs its second attempt is named at the end of `npm test`, and is to be mended.
    retry: 1,
  },
});
