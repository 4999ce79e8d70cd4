import { useState } from "react";
import { diagnostics } from "../../../server/protocol/diagnostics.ts";
import { Button } from "../parts/button.tsx";
import { useAnswer } from "../parts/use-answer.ts";
import { KioskFacts } from "./kiosk-facts.tsx";
import { ServerFacts } from "./server-facts.tsx";
import { Sessions } from "./sessions.tsx";
import { Sources } from "./sources.tsx";
import { SupportBundle } from "./support-bundle.tsx";
import { Updates } from "./updates.tsx";
import "./diagnostics-section.css";

/** How sources, sessions, server, updates and kiosk do, and what to hand on to who mends them. */
export default function DiagnosticsSection() {
  const [version, setVersion] = useState(0);
  const { answer, isAsking } = useAnswer("/api/diagnostics", diagnostics, version);
  const again = () => setVersion((before) => before + 1);
  return (
    <div className="blocks">
      {answer && !answer.ok && <p role="alert">{answer.reason}</p>}
      {answer?.ok && (
        <>
          <Sources reports={answer.value.sources} at={answer.value.at} />
          <Sessions reports={answer.value.sessions} onEnded={again} />
          <ServerFacts known={answer.value} />
          <Updates known={answer.value} />
        </>
      )}
      <KioskFacts />
      <SupportBundle />
      <div className="row">
        <Button isOff={isAsking} onPress={again}>
          {isAsking ? "Asking …" : "Ask again"}
        </Button>
      </div>
    </div>
  );
}
