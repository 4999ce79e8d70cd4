import { useState } from "react";
import { z } from "zod";
import { type AskingWall, askingWall } from "../../../server/protocol/enrolment.ts";
import { askServer } from "../ask-server.ts";
import { Button } from "../parts/button.tsx";

interface EnrolWallProps {
  /** What became of it, in words. */
  onTold(words: string): void;
  /** There is an account more. */
  onEnrolled(): void;
}

interface Found {
  code: string;
  wall: AskingWall;
}

/** Lets in a wall that shows a code: first what shows it, then its name. Nothing is approved that was not looked at. */
export function EnrolWall({ onTold, onEnrolled }: EnrolWallProps) {
  const [code, setCode] = useState("");
  const [found, setFound] = useState<Found>();
  const look = async () => {
    const answer = await askServer("/api/enrolment/look", askingWall, { method: "POST", body: { code } });
    onTold(answer.ok ? "" : `Not found: ${answer.reason}`);
    setFound(answer.ok ? { code, wall: answer.value } : undefined);
  };
  const approve = async ({ code, wall: { request } }: Found, user: string) => {
    const body = { code, request, user };
    const answer = await askServer("/api/enrolment/approve", z.undefined(), { method: "POST", body });
    onTold(answer.ok ? `${user} shows the wall in a few seconds, and stays signed in.` : `Not done: ${answer.reason}`);
    if (!answer.ok) return;
    setCode("");
    setFound(undefined);
    onEnrolled();
  };
  return (
    <section className="add-account" aria-label="Let a wall in">
      <h2>Let a wall in</h2>
      {found ? (
        <NameWall
          wall={found.wall}
          onCancel={() => setFound(undefined)}
          onApprove={(user) => void approve(found, user)}
        />
      ) : (
        <div className="enrol-fields">
          <label className="field">
            <span>Code on the wall</span>
            <input
              type="text"
              className="enrol-code"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={12}
              placeholder="BCDF-GHJK"
              value={code}
              onChange={({ target }) => setCode(target.value)}
              onKeyDown={({ key }) => {
                if (key === "Enter") void look();
              }}
            />
          </label>
          <Button isMain onPress={() => void look()}>
            Look
          </Button>
        </div>
      )}
    </section>
  );
}

interface NameWallProps {
  wall: AskingWall;
  onCancel(): void;
  onApprove(user: string): void;
}

function NameWall({ wall, onCancel, onApprove }: NameWallProps) {
  const { address, agent, askedSeconds } = wall;
  const [name, setName] = useState("");
  const approve = () => onApprove(name.trim());
  return (
    <>
      <dl className="enrol-wall">
        <dt>Address</dt>
        <dd>{address}</dd>
        <dt>Browser, as it says</dt>
        <dd>{agent}</dd>
        <dt>Has shown the code for</dt>
        <dd>{askedSeconds < 90 ? `${askedSeconds} s` : `${Math.round(askedSeconds / 60)} min`}</dd>
      </dl>
      <p>Let it in only if this is the screen that you see: it is shown all that a wall is shown.</p>
      <div className="enrol-fields">
        <label className="field">
          <span>Name for this wall</span>
          <input
            type="text"
            autoComplete="off"
            autoFocus
            value={name}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={({ key }) => {
              if (key === "Enter") approve();
            }}
          />
        </label>
        <Button onPress={onCancel}>Cancel</Button>
        <Button isMain onPress={approve}>
          Let it in
        </Button>
      </div>
    </>
  );
}
