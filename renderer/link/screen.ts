import type { Wall } from "../../server/protocol/wall.ts";

/** Which screen of several this page is for: `/?screen=2`, counted from 1. Without it, or with nonsense, the first. */
export function screenOf(search: string): number {
  const screen = Number(new URLSearchParams(search).get("screen"));
  return Number.isInteger(screen) && screen > 0 ? screen : 1;
}

/** The wall with the pages of this screen only. A page that names no screens is for all. */
export function onScreen(wall: Wall, screen: number): Wall {
  return { ...wall, pages: wall.pages.filter(({ screens }) => screens?.includes(screen) ?? true) };
}
