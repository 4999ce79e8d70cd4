import { Counter, Gauge, type Registry } from "prom-client";
import type { PictureSight } from "../updates/update-plan.ts";

/** What whoever shows the wall knows of the pictures on its screens. A server alone has nobody to ask. */
export interface PictureReport {
  /** `provenAgeMs`: since a capture last proved the picture; undefined if none has. `live`: it showed a wall that sees. */
  screens(): { screen: number; provenAgeMs: number | undefined; live: boolean }[];
  /** Of the screen that waits longest; undefined while one was never proven. */
  provenAgeMs(): number | undefined;
  /** Steps of recovery so far, by rung. */
  steps(): ReadonlyMap<string, number>;
}

/** The pictures on the wall's own screens, as far as they are proven, and what was done to get them back. */
export function observePictures(report: PictureReport, registry: Registry): void {
  const registers = [registry];
  const labelNames = ["screen"];
  const age = new Gauge({
    name: "nocturne_picture_proven_age_seconds",
    help: "Since a capture of the screen last proved its picture; +Inf while none has.",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { screen, provenAgeMs = Number.POSITIVE_INFINITY } of report.screens()) {
        this.set({ screen }, provenAgeMs / 1000);
      }
    },
  });
  const live = new Gauge({
    name: "nocturne_picture_live",
    help: "1 if the picture, when it was last proven, was that of a wall that hears its server.",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const one of report.screens()) this.set({ screen: one.screen }, Number(one.live));
    },
  });
  const steps = new Counter({
    name: "nocturne_recovery_steps_total",
    help: "Steps of recovery that were taken, by rung.",
    labelNames: ["rung"],
    registers,
    collect() {
      this.reset();
      for (const [rung, count] of report.steps()) this.inc({ rung }, count);
    },
  });
  for (const metric of [age, live, steps]) registry.registerMetric(metric);
}

/** The same as an update asks for it; not live where a screen says that it hears no server. */
export function sightOf(report: PictureReport): PictureSight {
  return { provenAgeMs: report.provenAgeMs(), isLive: report.screens().every(({ live }) => live) };
}

/** What `/api/health` says of the picture; nothing where nobody shows one. */
export function pictureHealth(report: PictureReport | undefined): object {
  if (!report) return {};
  const ageMs = report.provenAgeMs();
  return { picture: { provenAgeSeconds: ageMs === undefined ? null : Math.round(ageMs / 1000) } };
}
