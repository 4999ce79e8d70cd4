import { describe, expect, it } from "vitest";
import { isBlank } from "../../../electron/picture/blank.ts";
import { judgePicture, type PageWord, type Sample } from "../../../electron/picture/judge-picture.ts";
import { PictureProof, ProvenPictures } from "../../../electron/picture/picture-proof.ts";
import { sightOf } from "../../../server/http/picture-metrics.ts";

function sample(moving: string | undefined, page: Partial<PageWord> = {}, blank = false): Sample {
  return { page: { link: "live", pulses: 0, ...page }, blank, moving };
}

describe("what two captures prove", () => {
  it("[PP1] a live wall whose ring has moved is proven", () => {
    expect(judgePicture(sample("a"), sample("b", { pulses: 5 }))).toEqual({ kind: "proven", sight: "live" });
  });

  it("[PP2] one whose ring stands still though pulses came, or though none did, is frozen", () => {
    const frozen = { kind: "failed", trouble: "frozen" };
    expect(judgePicture(sample("a"), sample("a", { pulses: 5 }))).toEqual(frozen);
    expect(judgePicture(sample("a"), sample("a", { pulses: 0 }))).toEqual(frozen);
  });

  it.each([7, 8, 9, 16])("[PP2] a ring after %d of eight steps may stand where it stood: nothing is said", (pulses) => {
    expect(judgePicture(sample("a"), sample("a", { pulses }))).toEqual({ kind: "undecided" });
  });

  it("[PP3] a picture of one colour is blank, whatever its page says", () => {
    expect(judgePicture(sample("a"), sample("b", { pulses: 5 }, true))).toEqual({ kind: "failed", trouble: "blank" });
  });

  it("[PP4] a page without the wall on it is no picture", () => {
    expect(judgePicture(undefined, sample(undefined, { link: "none" }))).toEqual({
      kind: "failed",
      trouble: "no-wall",
    });
  });

  it("[PP5] a blind wall is true while its clock goes on, and frozen when that stops", () => {
    for (const link of ["lost", "signed-out", "refused"] as const) {
      expect(judgePicture(sample("a", { link }), sample("b", { link }))).toEqual({ kind: "proven", sight: "blind" });
      expect(judgePicture(sample("a", { link }), sample("a", { link }))).toEqual({ kind: "failed", trouble: "frozen" });
    }
  });

  it("[PP5] words for the whole screen, before there was a picture, are true as they stand", () => {
    expect(judgePicture(undefined, sample(undefined, { link: "signed-out" }))).toEqual({
      kind: "proven",
      sight: "blind",
    });
  });

  it("[PP6] the first capture, and the first of another state, prove nothing yet", () => {
    expect(judgePicture(undefined, sample("a"))).toEqual({ kind: "undecided" });
    expect(judgePicture(sample("a"), sample("b", { link: "lost" }))).toEqual({ kind: "undecided" });
  });
});

describe("the proof of a page", () => {
  it("[PP7] one failure is let pass, two in a row are trouble, and a proof between them forgives", () => {
    const proof = new PictureProof();
    proof.judge(sample("a"));
    expect(proof.judge(sample("a", { pulses: 5 })).trouble).toBeUndefined();
    expect(proof.judge(sample("b", { pulses: 10 })).verdict.kind).toBe("proven");
    expect(proof.judge(sample("b", { pulses: 15 })).trouble).toBeUndefined();
    expect(proof.judge(sample("b", { pulses: 20 })).trouble).toBe("frozen");
  });

  it("[PP2] captures that cannot tell are followed by one that can", () => {
    const proof = new PictureProof();
    proof.judge(sample("a"));
    expect(proof.judge(sample("a", { pulses: 8 })).verdict.kind).toBe("undecided");
    expect(proof.judge(sample("a", { pulses: 10 })).verdict).toEqual({ kind: "failed", trouble: "frozen" });
  });

  it("[PP7] a page that gives no answer twice is trouble too", () => {
    const proof = new PictureProof();
    expect(proof.fail("unanswered")).toEqual({});
    expect(proof.fail("unanswered")).toEqual({ trouble: "unanswered" });
  });
});

describe("the age of the proof", () => {
  it("[PP8] it is that of the screen that waits longest, and unknown while one was never proven", () => {
    let now = 0;
    const pictures = new ProvenPictures(() => now);
    expect(pictures.provenAgeMs()).toBeUndefined();
    pictures.expect(1);
    pictures.expect(2);
    pictures.proven(1, "live");
    expect(pictures.provenAgeMs()).toBeUndefined();
    now = 3000;
    pictures.proven(2, "blind");
    now = 5000;
    expect(pictures.provenAgeMs()).toBe(5000);
    expect(sightOf(pictures).isLive).toBe(false);
    pictures.forget(2);
    pictures.proven(1, "live");
    expect(pictures.provenAgeMs()).toBe(0);
    expect(sightOf(pictures).isLive).toBe(true);
  });
});

describe("a blank picture", () => {
  const [width, height] = [480, 270];
  const filled = (...colour: number[]) =>
    Uint8Array.from({ length: width * height * 4 }, (_, index) => colour[index % 4] ?? 255);

  it.each([
    [0, 0, 0],
    [255, 255, 255],
    [15, 12, 10],
  ])("[PP3] one colour is blank, whichever it is: %d, %d, %d", (...colour) => {
    expect(isBlank(filled(...colour, 255))).toBe(true);
  });

  it("[PP3] so are shades that no eye tells apart", () => {
    expect(isBlank(filled(10, 12, 15, 255).map((value, index) => value + ((index * 7919) % 13)))).toBe(true);
  });

  it("[PP3] a screen that is off as planned, black but for its mark, is not", () => {
    const pixels = filled(0, 0, 0, 255);
    for (let x = 0; x < 20; x += 1) for (let y = 0; y < 6; y += 1) pixels[4 * ((100 + y) * width + 200 + x)] = 160;
    expect(isBlank(pixels)).toBe(false);
  });
});
