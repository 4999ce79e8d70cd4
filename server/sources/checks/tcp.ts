import { connect } from "node:net";
import { plainWords } from "../plain-words.ts";
import type { Endpoint } from "./addresses.ts";
import { down, type Finding, type Probe, up } from "./finding.ts";

/** Up when the port takes a connection, which is then closed at once. The latency is that of name and connection. */
export function probeTcp({ host, port }: Endpoint): Probe {
  return (run) =>
    new Promise<Finding>((resolve) => {
      const startedAt = performance.now();
      const socket = connect({ host, port });
      run.onEnd(() => void socket.destroy());
      socket.once("connect", () => resolve(up(performance.now() - startedAt)));
      socket.on("error", (failure) => resolve(down(plainWords(failure))));
    });
}
