/** What starts this process again when it ends. */
export type Restart = "by-supervisor" | "by-itself";

interface Surroundings {
  env: NodeJS.ProcessEnv;
  pid: number;
  ppid: number;
}

/**
 * `NOCTURNE_SUPERVISED`, "1" or "0", is for those that cannot be told apart, like Windows' Shell Launcher. Of systemd's
 * own variables only two say that the unit is ours, since every program of a desktop session inherits the others:
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#%24SYSTEMD_EXEC_PID
 */
export function howToRestart({ env, pid, ppid }: Surroundings): Restart {
  const told = env["NOCTURNE_SUPERVISED"];
  if (told === "1" || told === "0") return told === "1" ? "by-supervisor" : "by-itself";
  // Under a compositor such as cage that is the unit's main process, we are its child.
  const isUnit = [pid, ppid].map(String).includes(env["SYSTEMD_EXEC_PID"] ?? "");
  return isUnit || env["NOTIFY_SOCKET"] ? "by-supervisor" : "by-itself";
}
