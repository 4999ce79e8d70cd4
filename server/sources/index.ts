import { alertmanager } from "./alertmanager/alertmanager.ts";
import { checks } from "./checks/checks.ts";
import { host } from "./host/host.ts";
import { prometheus } from "./prometheus/prometheus.ts";
import { simulated } from "./simulated/simulated.ts";

/** The registry of source types: one line each. The name is the `type` in the configuration. */
export const sourceTypes = {
  alertmanager,
  checks,
  host,
  prometheus,
  simulated,
};
