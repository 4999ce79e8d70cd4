import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { ScreenKeys, useScreenKeys } from "../keys/screen-keys.tsx";
import { Button } from "../parts/button.tsx";
import { formatCountdown } from "../parts/format-countdown.ts";
import { useLeftSeconds } from "../parts/use-left-seconds.ts";
import { PadField } from "./pad-field.tsx";
import { type Credentials, type PadAction, prove } from "./prove.ts";
import { useUnused } from "./use-unused.ts";
import "./pad.css";

interface PadProps {
  action: PadAction;
  /** Called when nobody goes on; without it the pad stays. */
  onLeave?: () => void;
  onProven?: () => void;
}

const words = {
  unlock: {
    title: "Unlock this wall",
    hint: "It locks itself when nobody uses it.",
    secret: "PIN or passphrase",
    autoComplete: { user: "off", secret: "off" },
    go: "Unlock",
  },
  login: {
    title: "Sign in",
    hint: "For operators and administrators of this wall.",
    secret: "Password",
    autoComplete: { user: "username", secret: "current-password" },
    go: "Sign in",
  },
};
const nothing: Credentials = { user: "", secret: "" };
/** Who walked away leaves no pad on the wall. */
const leaveAfterMs = 45_000;

/** Asks who somebody is. What is typed lives here alone, and no longer than the pad. */
export function Pad({ action, onLeave, onProven }: PadProps) {
  const [typed, setTyped] = useState(nothing);
  const { isWanted: hasKeys, toggle: toggleKeys } = useScreenKeys();
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState("");
  const [waitTick, setWaitTick] = useState(0);
  const left = useLeftSeconds(waitTick);
  const userField = useRef<HTMLInputElement>(null);
  const secretField = useRef<HTMLInputElement>(null);
  const [titleId, troubleId] = [useId(), useId()];
  const said = words[action];
  const isReady = typed.user !== "" && typed.secret !== "" && !isAsking && left === 0;

  useEffect(() => userField.current?.focus(), []);
  useUnused(leaveAfterMs, onLeave);

  const change = (name: keyof Credentials, text: string) => {
    setTyped((before) => ({ ...before, [name]: text }));
    setTrouble("");
  };
  const submit = async () => {
    if (!isReady) return;
    setAsking(true);
    const proof = await prove(action, typed);
    setAsking(false);
    if (proof.kind === "proven") return onProven?.();
    setTyped((before) => ({ ...before, secret: "" }));
    if (proof.kind === "waiting") setWaitTick(proof.untilTick);
    else setTrouble(proof.words);
    return secretField.current?.focus();
  };
  // No form: the page's policy lets none be sent, and so none be submitted.
  const press = ({ key, currentTarget }: KeyboardEvent) => {
    if (key === "Escape") onLeave?.();
    if (key !== "Enter") return;
    if (currentTarget === userField.current && typed.secret === "") secretField.current?.focus();
    else void submit();
  };
  const fieldOf = (name: keyof Credentials) => ({
    name,
    value: typed[name],
    troubleId,
    onType: (text: string) => change(name, text),
    onPress: press,
  });
  return (
    <section
      className="pad"
      role={onLeave && "dialog"}
      aria-modal={onLeave && true}
      aria-labelledby={titleId}
      data-pad={action}
    >
      <h1 id={titleId}>{said.title}</h1>
      <p className="dim">{said.hint}</p>
      <PadField {...fieldOf("user")} ref={userField} label="Name" autoComplete={said.autoComplete.user} />
      <PadField {...fieldOf("secret")} ref={secretField} label={said.secret} autoComplete={said.autoComplete.secret} />
      <p className="pad-trouble" id={troubleId} role="alert">
        {left > 0 ? `Too many wrong attempts. Try again in ${formatCountdown(left)}.` : trouble}
      </p>
      <ScreenKeys />
      {/* Whoever presses one goes on typing where they were. */}
      <div className="pad-actions" onPointerDown={(event) => event.preventDefault()}>
        <Button onPress={toggleKeys}>{hasKeys ? "Hide keys" : "Keys on screen"}</Button>
        {onLeave && <Button onPress={onLeave}>Cancel</Button>}
        <Button isMain isOff={!isReady} onPress={() => void submit()}>
          {isAsking ? "One moment …" : said.go}
        </Button>
      </div>
    </section>
  );
}
