import { useContext, useState } from "react";
import { savedBundle } from "../../../server/protocol/diagnostics.ts";
import { WiringContext } from "../../link/use-store.ts";
import { askServer } from "../ask-server.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";

const holds = "Configuration without secrets, diagnostics, metrics, alarms and their history, and the last of the log.";

/** All that helps whoever looks for a fault. A wall downloads nothing: there the server keeps the file. */
export function SupportBundle() {
  const onWall = useContext(WiringContext) !== undefined;
  const [told, setTold] = useState("");
  const save = async () => {
    setTold("One moment …");
    const answer = await askServer("/api/support-bundle", savedBundle, { method: "POST" });
    setTold(answer.ok ? `Kept on the wall’s machine as ${answer.value.file}` : `Not made: ${answer.reason}`);
  };
  return (
    <Block title="Support bundle" state={told === "" ? holds : told}>
      <div className="row">
        {!onWall && (
          <a className="button" href="/api/support-bundle" download>
            Download it
          </a>
        )}
        <Button onPress={() => void save()}>Keep it on the wall’s machine</Button>
      </div>
    </Block>
  );
}
