import type { Diagnostics } from "../../../server/protocol/diagnostics.ts";
import { formatAge } from "../../theme/format-time.ts";
import { Block } from "../parts/block.tsx";
import { Facts } from "./facts.tsx";

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

export function ServerFacts({ known }: { known: Diagnostics }) {
  const { versions, platform, uptimeSeconds, residentBytes, heapUsedBytes } = known;
  return (
    <Block title="Server">
      <Facts
        facts={[
          ["Node.js", `${versions.node}, ${platform}`],
          ["Running for", formatAge(uptimeSeconds * 1000)],
          ["Memory", `${mebibytes(residentBytes)}, of which heap ${mebibytes(heapUsedBytes)}`],
          ["Event loop held up", `${known.eventLoopLagMs} ms`],
          ["Sockets", String(known.sockets)],
          ["Dropped frames", String(known.droppedFrames)],
        ]}
      />
    </Block>
  );
}
