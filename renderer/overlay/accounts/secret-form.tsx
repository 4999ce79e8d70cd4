import { useState } from "react";
import type { ToldAccount } from "../../../server/protocol/accounts.ts";
import { Button } from "../parts/button.tsx";
import { SecretField } from "./secret-field.tsx";

interface SecretFormProps {
  account: ToldAccount;
  onSet(secret: string, endSessions: boolean): Promise<void>;
  onCancel(): void;
}

/** A new PIN or passphrase. Walls that show their picture under the old one may go on doing so. */
export function SecretForm({ account: { user, role }, onSet, onCancel }: SecretFormProps) {
  const [secret, setSecret] = useState("");
  const [ends, setEnds] = useState(role !== "wall");
  const set = () => void onSet(secret, ends);
  return (
    <div className="account-ask" role="group" aria-label={`New PIN for ${user}`}>
      <SecretField label={`New PIN or passphrase for ${user}`} value={secret} onChange={setSecret} onEnter={set} />
      {role === "wall" && (
        <label className="account-ends">
          <input type="checkbox" checked={ends} onChange={({ target }) => setEnds(target.checked)} />
          <span>Sign its screens out, too. Otherwise they go on, and sign in anew with the new one.</span>
        </label>
      )}
      <Button onPress={onCancel}>Cancel</Button>
      <Button isMain onPress={set}>
        Set it
      </Button>
    </div>
  );
}
