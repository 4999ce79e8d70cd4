import type { Finding } from "./scan.ts";

/** A finding that was looked at and is no fault, with the reason. */
export interface Reviewed extends Pick<Finding, "check" | "file" | "code"> {
  because: string;
}

export const baseline: Reviewed[] = [
  {
    check: "CSP_GLOBAL_CHECK",
    file: "N/A",
    code: "",
    because:
      "The tool looks for a meta tag or onHeadersReceived. The server sends the policy with each page: HT4, WL25.",
  },
  {
    check: "CERTIFICATE_ERROR_EVENT_JS_CHECK",
    file: "electron/lockdown/lockdown.ts",
    code: 'app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {',
    because: "To be reviewed wherever the event is heard: ours says no to every certificate (LD2).",
  },
  {
    check: "CERTIFICATE_VERIFY_PROC_JS_CHECK",
    file: "electron/lockdown/lockdown.ts",
    code: "partition.setCertificateVerifyProc((shown, answer) =>",
    because: "It refuses every certificate but the one of the server in this very process (CA3).",
  },
  {
    check: "AUXCLICK_JS_CHECK",
    file: "electron/screens/kiosk-window.ts",
    code: "const window = new BrowserWindow({",
    because: "A middle click would open a link in a new window: none is opened (LD1).",
  },
  {
    check: "PRELOAD_JS_CHECK",
    file: "electron/screens/kiosk-window.ts",
    code: "preload,",
    because:
      "To be reviewed wherever there is a preload script: ours gives four functions, and nothing of Electron (BR1).",
  },
];

/** What is found and was not reviewed, and what was reviewed and is not found: then a scan that reads nothing fails too. */
export function compare(findings: Finding[], reviewed = baseline): string[] {
  const left = new Map(reviewed.map((entry) => [key(entry), entry]));
  const faults: string[] = [];
  for (const finding of findings) {
    if (!left.delete(key(finding))) faults.push(`${finding.file}:${finding.line}: ${finding.check}: ${finding.code}`);
  }
  for (const { check, file, code } of left.values())
    faults.push(`${file}: ${check} is in the baseline and was not found: ${code}`);
  return faults;
}

/** By its words and not its line, which moves with every change above it. */
function key({ check, file, code }: Pick<Finding, "check" | "file" | "code">): string {
  return JSON.stringify([check, file, code]);
}
