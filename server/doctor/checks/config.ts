import type { Check } from "../check.ts";
import { count, fail, pass, warn } from "../finding.ts";

/** The configuration has no fault. */
export const config: Check = {
  name: "config",
  look({ config, platform }) {
    switch (config.kind) {
      case "none": {
        const file = platform === "win32" ? "%PROGRAMDATA%\\Nocturne\\wall.yaml" : "/etc/nocturne/wall.yaml";
        return warn("there is none: the wall shows its demonstration", `write ${file}`);
      }
      case "good": {
        const { sources, pages } = config.config;
        return pass(`${count(sources.length, "source")} and ${count(pages.length, "page")}, without a fault`);
      }
      case "broken": {
        const [first = "", ...others] = config.faults;
        const more = others.length > 0 ? `, and ${count(others.length, "more fault")}` : "";
        return fail(`${first}${more}`, `mend it until this says nothing: nocturne check-config ${config.file}`);
      }
    }
  },
};
