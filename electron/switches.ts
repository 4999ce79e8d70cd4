/**
 * What Chromium is told before it is ready, with the reason for each. Chrome's own services (updates, reports) are not part
 * of Electron, and what the page asks of other hosts is refused in lockdown.ts: no switches for them.
 */
export const switches: readonly (readonly [name: string, value?: string])[] = [
  // The partition is in memory; what else is cached may take 32 MiB of the disk, in a year too.
  ["disk-cache-size", String(32 * 1024 * 1024)],
  // A wall takes a tenth of it. What grows beyond ends the page, which recovery then opens anew.
  ["js-flags", "--max-old-space-size=512"],
  // A window that the compositor takes for hidden may be the wall.
  ["disable-renderer-backgrounding"],
  ["disable-backgrounding-occluded-windows"],
  // Without a graphics card a picture of 3840 × 2160 is put together from tiles of 256 × 256, which takes about twice as
  // long as from strips. With one Chromium chooses strips by itself, and does not ask.
  ["default-tile-width", "3840"],
  ["default-tile-height", "256"],
];

/** The same as arguments of a Chromium that is started by itself. */
export const switchArguments: readonly string[] = switches.map(([name, value]) =>
  value === undefined ? `--${name}` : `--${name}=${value}`,
);
