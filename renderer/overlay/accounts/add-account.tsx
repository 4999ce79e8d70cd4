import { useState } from "react";
import type { AccountChange } from "../../../server/protocol/accounts.ts";
import { type Role, role } from "../../../server/protocol/messages.ts";
import { Button } from "../parts/button.tsx";
import { SecretField } from "./secret-field.tsx";

interface AddAccountProps {
  /** Whether it was done. */
  onAdd(change: AccountChange, done: string): Promise<boolean>;
}

const says: Record<Role, string> = {
  wall: "wall: reads",
  operator: "operator: alarms, pages, sound, diagnostics",
  admin: "admin: also configuration, accounts, leaving",
};

export function AddAccount({ onAdd }: AddAccountProps) {
  const [user, setUser] = useState("");
  const [chosen, setChosen] = useState<Role>("operator");
  const [secret, setSecret] = useState("");
  const add = async () => {
    const name = user.trim();
    if (!(await onAdd({ type: "add", user: name, role: chosen, secret }, `${name} may sign in as ${chosen}.`))) return;
    setUser("");
    setSecret("");
  };
  return (
    <section className="add-account" aria-label="Add an account">
      <h2>Add an account</h2>
      <div className="add-account-fields">
        <label className="field">
          <span>Name</span>
          <input type="text" autoComplete="off" value={user} onChange={({ target }) => setUser(target.value)} />
        </label>
        <label className="field">
          <span>Role</span>
          <select value={chosen} onChange={({ target }) => setChosen(role.parse(target.value))}>
            {role.options.map((name) => (
              <option key={name} value={name}>
                {says[name]}
              </option>
            ))}
          </select>
        </label>
        <SecretField label="PIN or passphrase" value={secret} onChange={setSecret} onEnter={() => void add()} />
        <Button isMain onPress={() => void add()}>
          Add
        </Button>
      </div>
    </section>
  );
}
