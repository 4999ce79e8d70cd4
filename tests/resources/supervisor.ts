import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const program = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("ready", flush=True)
while True: print(s.recv(4096).decode().replace("\\n", " "), flush=True)
`;

/** What systemd is to the kiosk: a datagram socket, which Node has not. `heard`: what it was told so far. */
export interface Supervisor extends AsyncDisposable {
  heard: string[];
  env: Record<string, string>;
}

export async function startSupervisor(socket: string, watchdogMs: number): Promise<Supervisor> {
  const child = spawn("python3", ["-c", program, socket], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  const heard: string[] = [];
  lines.on("line", (line) => heard.push(line));
  return {
    heard,
    env: { NOTIFY_SOCKET: socket, WATCHDOG_USEC: String(watchdogMs * 1000) },
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, "close");
    },
  };
}
