import { createServer, type Server } from "node:net";
import type { Browser } from "playwright";
import { startWall } from "../resources/running-wall.ts";

const assets = new URL("../../out/renderer", import.meta.url).pathname;

/** The real server with ten real targets on loopback, quiet and then with one of them down. */
export async function shootRealWall(
  browser: Browser,
  { sizes, folder }: { sizes: { width: number; height: number }[]; folder: string },
): Promise<void> {
  const fallible = await listen(0);
  const steady = await listen(0);
  await using wall = await startWall({ config: tenTargets(portOf(fallible), portOf(steady)), assets });
  const pages = await Promise.all(
    sizes.map(async (viewport) => {
      const page = await browser.newPage({ viewport });
      await page.goto(wall.server.signInLink());
      return { page, viewport };
    }),
  );
  const shoot = async (name: string) => {
    for (const { page, viewport } of pages) await page.screenshot({ path: `${folder}${name}-${viewport.height}.png` });
  };
  await pages[0]?.page.waitForTimeout(45_000);
  await shoot("real-quiet");
  await new Promise((resolve) => fallible.close(resolve));
  await pages[0]?.page.waitForTimeout(8000);
  await shoot("real-critical");
  steady.close();
  for (const { page } of pages) await page.close();
}

const tenTargets = (fallible: number, steady: number) => `
title: Ten targets
time_zones: [UTC]
sources:
  edge:
    type: checks
    every: 3s
    timeout: 1s
    targets:
      - { name: loopback, ping: 127.0.0.1 }
      - { name: loopback6, ping: "::1" }
      - { name: ssh-gw, tcp: "127.0.0.1:${fallible}" }
      - { name: mail, tcp: "127.0.0.1:${steady}" }
      - { name: ldap, tcp: "localhost:${steady}" }
      - { name: radius, tcp: "127.0.0.1:${steady}" }
      - { name: git, tcp: "127.0.0.1:${steady}" }
      - { name: backup, tcp: "127.0.0.1:${steady}" }
      - { name: proxy, tcp: "127.0.0.1:${steady}" }
      - { name: voip, tcp: "127.0.0.1:${steady}" }
  pc: { type: host, every: 1s }
pages:
  - title: Overview
    panels:
      - { type: status, source: edge, title: Reachability, at: [0, 0, 5, 5] }
      - { type: series, source: edge, query: "loopback, mail", title: Latency, last: 1m, at: [5, 0, 4, 5] }
      - { type: stat, source: edge, query: up, title: Targets up, last: 1m, at: [9, 0, 3, 3] }
      - { type: stat, source: pc, query: memory, title: Memory, last: 1m, warn: 85, crit: 95, at: [9, 3, 3, 2] }
      - { type: events, source: edge, title: Changes, at: [0, 5, 5, 3] }
      - { type: series, source: pc, query: cpu, title: CPU, last: 1m, min: 0, max: 100, at: [5, 5, 4, 3] }
      - { type: text, source: pc, title: This machine, at: [9, 5, 3, 3] }
`;

function listen(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
