import { z } from "zod";

/** Consonants alone (RFC 8628, 6.1): no two look alike, and no word comes of them. Eight of them are 2.6 · 10¹⁰ codes. */
export const codeLetters = "BCDFGHJKLMNPQRSTVWXZ";
export const codeLength = 8;

const typed = z
  .string()
  .max(32)
  .transform((text) => text.toUpperCase().replaceAll(/[^A-Z]/g, ""));

/** What a wall that nobody has signed in shows, and for how long it is good. */
export const wallCode = z.object({ code: z.string(), leftSeconds: z.number() });
export type WallCode = z.infer<typeof wallCode>;

/** Which wall shows this code? As somebody types it: with or without the dash, large or small. */
export const codeQuestion = z.strictObject({ code: typed });

/** Who shows the code. What is approved is this one, and no other. */
export const askingWall = z.object({
  request: z.string(),
  address: z.string(),
  /** Its browser and system. */
  agent: z.string(),
  askedSeconds: z.number(),
  leftSeconds: z.number(),
});
export type AskingWall = z.infer<typeof askingWall>;

/** The wall with this code, which is the one that was looked at, gets an account of this name. */
export const approval = z.strictObject({ code: typed, request: z.string().max(64), user: z.string().min(1).max(64) });
