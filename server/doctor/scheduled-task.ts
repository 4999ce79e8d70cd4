import path from "node:path";
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
export async function findScheduledTask(site: Pick<Site, "run">): Promise<ScheduledTask | undefined> {
  const text = await queryTask("Nocturne", site);
  return text === undefined ? undefined : readScheduledTask(text);
}

/** What the Task Scheduler has been told of who installs updates (build/windows/update-task.xml). */
export interface UpdateTask {
  isEnabled: boolean;
  /** It begins by the clock, again and again. */
  isRepeated: boolean;
  isSystem: boolean;
  /** The program and its arguments, as it would run them. */
  command: string;
}

export const createUpdateTask = 'schtasks /create /f /tn "Nocturne update" /xml update-task.xml';

/** Undefined where there is none, or where this account is no administrator's and may not see it. */
export async function findUpdateTask(site: Pick<Site, "run" | "env">): Promise<UpdateTask | undefined> {
  const text = await queryTask("Nocturne update", site);
  if (text === undefined) return undefined;
  const value = (name: string) => new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1] ?? "";
  const clocks = [...text.matchAll(/<(TimeTrigger|CalendarTrigger)>([\s\S]*?)<\/\1>/g)].map(([trigger]) => trigger);
  return {
    isEnabled: isOn(/<Settings>([\s\S]*)<\/Settings>/.exec(text)?.[1] ?? ""),
    isRepeated: clocks.some((trigger) => isOn(trigger) && trigger.includes("<Repetition>")),
    isSystem: value("UserId") === "S-1-5-18",
    command: `${path.win32.normalize(expand(value("Command"), site.env))} ${value("Arguments")}`,
  };
}

/** As Windows does: without a look at capitals, in names as in paths. */
function expand(text: string, env: NodeJS.ProcessEnv): string {
  const values = new Map(Object.entries(env).map(([name, value]) => [name.toLowerCase(), value]));
  return text
    .replaceAll('"', "")
    .replace(/%([^%]+)%/g, (whole, name: string) => values.get(name.toLowerCase()) ?? whole);
}

/** A task as `schtasks /query /xml` writes it: https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema */
async function queryTask(name: string, { run }: Pick<Site, "run">): Promise<string | undefined> {
  const asked = await run("schtasks", ["/query", "/tn", name, "/xml"]);
  // Some versions write UTF-16, of which each second byte is then nothing.
  return asked?.code === 0 ? asked.output.replaceAll("\0", "") : undefined;
}

function readScheduledTask(text: string): ScheduledTask {
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
