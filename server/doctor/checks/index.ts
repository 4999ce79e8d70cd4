import type { Check } from "../check.ts";
import { audio } from "./audio.ts";
import { autostart } from "./autostart.ts";
import { blanking } from "./blanking.ts";
import { certificates } from "./certificates.ts";
import { config } from "./config.ts";
import { crashes } from "./crashes.ts";
import { credential } from "./credential.ts";
import { disk } from "./disk.ts";
import { displays } from "./displays.ts";
import { dns } from "./dns.ts";
import { files } from "./files.ts";
import { gpu } from "./gpu.ts";
import { network } from "./network.ts";
import { port } from "./port.ts";
import { reach } from "./reach.ts";
import { secrets } from "./secrets.ts";
import { signature } from "./signature.ts";
import { sleep } from "./sleep.ts";
import { supervisor } from "./supervisor.ts";
import { time } from "./time.ts";
import { updates } from "./updates.ts";

/** The acceptance test, line by line: what is installed, how it starts, what is seen and heard, what it reaches, what it keeps. */
export const checks: readonly Check[] = [
  signature,
  config,
  credential,
  autostart,
  supervisor,
  sleep,
  blanking,
  displays,
  gpu,
  audio,
  network,
  dns,
  reach,
  certificates,
  time,
  port,
  disk,
  files,
  secrets,
  crashes,
  updates,
];
