import { Strip } from "./strip.tsx";

/** Names the pages that cannot be drawn, and are left out of the rotation until they can be. */
export function SkippedStrip({ titles }: { titles: readonly string[] }) {
  const [first = "", ...others] = titles;
  const names = titles.map((title) => `“${title}”`).join(", ");
  const number = others.length > 0 ? `${titles.length} pages` : `“${first}”`;
  const end = "cannot be drawn and left out";
  return (
    <Strip
      tone="warning"
      variants={[
        `Page ${names} ${end} · tried again every half minute`,
        `Page ${names} ${end}`,
        `${number} ${end}`,
        `${number} left out`,
      ]}
    />
  );
}
