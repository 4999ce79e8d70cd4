import type { SeenWall } from "../../../server/protocol/steering.ts";

/** "screen 1 at 192.0.2.7" */
export function wallName({ screen, address }: Pick<SeenWall, "screen" | "address">): string {
  const isHere = /^(::1|(::ffff:)?127\..*)$/.test(address);
  return `screen ${screen} at ${isHere ? "the server" : address.replace(/^::ffff:/, "")}`;
}

export function pageTitle({ page, pages }: Pick<SeenWall, "page" | "pages">): string {
  return pages.find(({ key }) => key === page)?.title ?? "no page";
}
