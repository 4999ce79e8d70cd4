import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Where accounts are kept unless another file is named: this user's state folder. */
export function defaultAccountsFile(env: NodeJS.ProcessEnv = process.env): string {
  const state = env["XDG_STATE_HOME"] ?? env["LOCALAPPDATA"] ?? join(homedir(), ".local", "state");
  return env["NOCTURNE_ACCOUNTS"] ?? join(state, "nocturne", "accounts.json");
}

/** What a wall keeps lies beside its accounts: alarms in hand, crash reports, the log. */
export function stateFolder(accounts: string): string {
  return dirname(accounts);
}
