import { existsSync } from "node:fs";
import { join } from "node:path";
import { layOver, type Way, whyNoOverlay } from "./overlay.ts";

const script = join(import.meta.dirname, "boot-copy.sh");
const init = "/lib/systemd/systemd";

/** Runs the steps as soon as the copy has booted, and ends it with them. */
const unit = `[Unit]
Requires=basic.target dbus.socket
After=basic.target dbus.socket
SuccessAction=exit-force
FailureAction=exit-force

[Service]
Type=oneshot
ExecStart=/bin/sh /nocturne-steps/all.sh
Environment=DEBIAN_FRONTEND=noninteractive
`;

/** The copy is booted by its own systemd, and the steps are one of its units. */
export const booted: Way = {
  unshare: ["--mount"],
  enter: `${layOver} && cat > root/etc/systemd/system/nocturne-steps.service <<'END'
${unit}END
sh ${script} try`,
  start: `sh ${script} boot`,
};

/** Why no systemd can be booted here; undefined where it can. */
export function whyNoBoot(): string | undefined {
  // A seat, users and their managers are known to logind, which is asked by D-Bus.
  const missing = [init, "/lib/systemd/systemd-logind", "/usr/bin/dbus-daemon", "/dev/tty0"].filter(
    (file) => !existsSync(file),
  );
  if (missing.length > 0) return `without ${missing.join(", ")}`;
  return whyNoOverlay(booted)?.replace("overlays cannot be mounted", "systemd cannot be booted");
}
