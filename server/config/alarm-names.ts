import { pattern } from "../alarms/pattern.ts";
import type { ConfigPage } from "./config.ts";
import { show } from "./issue-words.ts";
import { didYouMean } from "./nearest.ts";
import type { SourceBook } from "./sources.ts";

/** By source: the names that its alarms can have, as far as they are known; undefined where only the running source knows. */
export type AlarmNames = ReadonlyMap<string, string[] | undefined>;

const mostListed = 12;

export function alarmNames(sources: SourceBook, pages: ConfigPage[]): AlarmNames {
  const panels = pages.flatMap((page) => page.panels);
  return new Map(
    [...sources].map(([id, source]) => {
      const identities = source?.configured.identities();
      // What exceeds a panel's limit is an alarm of that title, or of its query; a series has one for each line.
      const ofPanels = panels
        .filter(({ panel }) => panel.source === id && ("warn" in panel.options || "crit" in panel.options))
        .flatMap(({ panel, query }) => [panel.title, ["threshold", query.text].filter(Boolean).join(" ")])
        .flatMap((name) => [name, `${name}: *`, `${name} *`]);
      return [id, identities && [...identities, ...ofPanels]];
    }),
  );
}

/** What is wrong with the name of an alarm, `SOURCE/NAME` with `*` for any text; undefined if an alarm can be called so. */
export function alarmNameFault(name: string, names: AlarmNames, isHinted = true): string | undefined {
  if (name === "*") return undefined;
  const slash = name.indexOf("/");
  if (slash < 1 || slash === name.length - 1)
    return `must be SOURCE/NAME, like "edge/mail" or "edge/*", not ${show(name)}`;
  const hint = isHinted ? didYouMean : () => "";
  const [source, rest] = [name.slice(0, slash), name.slice(slash + 1)];
  const ids = [...names.keys()];
  const isSource = pattern(source);
  const found = ids.filter(isSource);
  if (found.length === 0) {
    const known = ids.length > 0 ? `the sources are ${ids.join(", ")}` : "the file has no sources";
    return `there is no source "${source}"${hint(source, ids) || ";"} ${known}`;
  }
  const isNamed = pattern(rest);
  const known = found.map((id) => names.get(id));
  const canBe = (text: string) => isNamed(text) || (text.endsWith("*") && pattern(text)(rest));
  if (known.some((list) => list === undefined || list.some(canBe))) return undefined;
  const all = known.flatMap((list) => list ?? []).filter((one) => !one.endsWith("*"));
  const more = all.length > mostListed ? `, and ${all.length - mostListed} more` : "";
  const listed =
    all.length > 0 ? `those of ${source} are ${all.slice(0, mostListed).join(", ")}${more}` : `${source} has none`;
  return `no alarm of ${source} is called ${show(rest)}${hint(rest, all) || ";"} ${listed}`;
}
