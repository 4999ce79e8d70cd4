import { useState } from "react";
import type { Wall } from "../../server/protocol/wall.ts";
import { lettersOf } from "../theme/fit-text.ts";

/** The logo, or the initials of the title where there is none or it cannot be shown. */
export function Badge({ wall }: { wall: Wall }) {
  const [broken, setBroken] = useState<string>();
  if (wall.logo !== undefined && wall.logo !== broken) {
    return <img className="logo" src={wall.logo} alt="" onError={() => setBroken(wall.logo)} />;
  }
  return (
    <div className="badge" aria-hidden="true">
      {initials(wall.title)}
    </div>
  );
}

/** "EN" of "Example NOC". */
function initials(title: string): string {
  const words = title.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => lettersOf(word)[0]?.toUpperCase())
    .join("");
}
