import { useState } from "react";
import type { AccountChange, ToldAccount } from "../../../server/protocol/accounts.ts";
import { role } from "../../../server/protocol/messages.ts";
import { Button } from "../parts/button.tsx";
import { SecretForm } from "./secret-form.tsx";

interface AccountRowProps {
  account: ToldAccount;
  isYou: boolean;
  onChange(change: AccountChange, done: string): Promise<boolean>;
}

/** One account, and what can be done with it. What ends somebody's sessions asks first. */
export function AccountRow({ account, isYou, onChange }: AccountRowProps) {
  const { user, role: present, disabled, isWalls, sessions } = account;
  const [open, setOpen] = useState<"secret" | "remove">();
  const close = () => setOpen(undefined);
  return (
    <li className={`account ${disabled ? "disabled" : ""}`}>
      <div className="account-line">
        <p className="account-name">
          <strong>{user}</strong>
          {isYou && <span className="dim">you</span>}
          {isWalls && <span className="dim">this wall's own</span>}
          {disabled && <span className="mark">DISABLED</span>}
        </p>
        <p className="dim">{sessions === 1 ? "1 session" : `${sessions} sessions`}</p>
        <label className="account-role">
          <span className="visually-hidden">{`Role of ${user}`}</span>
          <select
            className="input"
            value={present}
            disabled={isWalls}
            onChange={({ target }) => {
              const chosen = role.parse(target.value);
              void onChange({ type: "role", user, role: chosen }, `${user} is now ${chosen}; its sessions have ended.`);
            }}
          >
            {role.options.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <div className="account-acts">
          <Button says={`New PIN or passphrase for ${user}`} onPress={() => setOpen("secret")}>
            New PIN
          </Button>
          {disabled ? (
            <Button
              says={`Enable ${user}`}
              onPress={() => void onChange({ type: "enable", user }, `${user} may sign in again.`)}
            >
              Enable
            </Button>
          ) : (
            <Button
              says={`Disable ${user}`}
              isOff={isWalls}
              onPress={() =>
                void onChange({ type: "disable", user }, `${user} may not sign in; its sessions have ended.`)
              }
            >
              Disable
            </Button>
          )}
          <Button says={`Remove ${user}`} isOff={isWalls} onPress={() => setOpen("remove")}>
            Remove
          </Button>
        </div>
      </div>
      {open === "secret" && (
        <SecretForm
          account={account}
          onCancel={close}
          onSet={async (secret, endSessions) => {
            const change = { type: "secret", user, secret, endSessions } as const;
            const ended = isWalls && !endSessions ? "what it shows goes on" : "its sessions have ended";
            if (await onChange(change, `${user} has a new PIN; ${ended}.`)) close();
          }}
        />
      )}
      {open === "remove" && (
        <div className="account-ask" role="group" aria-label={`Remove ${user}?`}>
          <p>{`Remove ${user}? Its sessions end at once, and it cannot be had back.`}</p>
          <Button onPress={close}>Keep it</Button>
          <Button isMain onPress={() => void onChange({ type: "remove", user }, `${user} is removed.`).then(close)}>
            Remove
          </Button>
        </div>
      )}
    </li>
  );
}
