import type { Site } from "./site.ts";

/** What Windows' Task Scheduler has been told of the wall (build/windows/scheduled-task.xml). */
export interface ScheduledTask {
  isEnabled: boolean;
  /** It begins when its account signs in. */
  isAtLogon: boolean;
  /** It begins again after it has failed, or once a minute where it does not run. */
  startsAgain: boolean;
  /** It is ended after so long ("PT72H"); undefined: never. */
  endsAfter: string | undefined;
}

export const createTask = "schtasks /create /tn Nocturne /xml scheduled-task.xml /ru MACHINE\\nocturne /it";

/** Undefined where there is none of the wall's name, or nobody to ask. */
export async function findScheduledTask({ run }: Pick<Site, "run">): Promise<ScheduledTask | undefined> {
  const asked = await run("schtasks", ["/query", "/tn", "Nocturne", "/xml"]);
  return asked?.code === 0 ? readScheduledTask(asked.output) : undefined;
}

/** Reads a task as `schtasks /query /xml` writes it: https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema */
function readScheduledTask(xml: string): ScheduledTask {
  // Some versions write UTF-16, of which each second byte is then nothing.
  const text = xml.replaceAll("\0", "");
  const settings = /<Settings>([\s\S]*)<\/Settings>/.exec(text)?.[1] ?? "";
  const logons = [...text.matchAll(/<LogonTrigger>([\s\S]*?)<\/LogonTrigger>/g)]
    .map(([, trigger = ""]) => trigger)
    .filter(isOn);
  const limit = /<ExecutionTimeLimit>\s*(\w+)\s*</.exec(settings)?.[1] ?? "PT72H";
  return {
    isEnabled: isOn(settings),
    isAtLogon: logons.length > 0,
    startsAgain:
      settings.includes("<RestartOnFailure>") ||
      logons.some((trigger) => /<Repetition>[\s\S]*<Interval>/.test(trigger)),
    endsAfter: limit === "PT0S" ? undefined : limit,
  };
}

function isOn(element: string): boolean {
  return !/<Enabled>\s*false\s*</i.test(element);
}
