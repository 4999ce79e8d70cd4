import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["tests/**/*.test.{ts,tsx}"],
    // Tests start real servers, daemons and browsers: slow to start on two cores, never slow to fail.
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
