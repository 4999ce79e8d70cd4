import type { Config } from "../config/config.ts";
import type { Lifetime } from "../lifetime.ts";
import { type Finding, skip } from "./finding.ts";
import type { Site } from "./site.ts";

/** One line of the acceptance test. `run` ends when the line is printed: sockets and timers belong to it. */
export interface Check {
  name: string;
  look(site: Site, run: Lifetime): Finding | Promise<Finding>;
}

/** A check of what the configuration names. Without a good one of the technician's own there is nothing to hold it to. */
export function checkOfConfig(
  name: string,
  look: (config: Config, site: Site, run: Lifetime) => Finding | Promise<Finding>,
): Check {
  return {
    name,
    look(site, run) {
      switch (site.config.kind) {
        case "good":
          return look(site.config.config, site, run);
        case "none":
          return skip("there is no configuration to look at");
        case "broken":
          return skip("the configuration must be mended first");
      }
    },
  };
}
