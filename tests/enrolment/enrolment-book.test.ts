import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EnrolmentBook, mostAskers, mostPerAddress } from "../../server/enrolment/enrolment-book.ts";
import { codeQuestion } from "../../server/protocol/enrolment.ts";

const asker = (address = "192.0.2.1") => ({ address, agent: "Firefox 140 on Linux" });

describe("the walls that ask to be let in", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  it("[EN2] a code has eight consonants, and no two walls have the same", () => {
    const book = new EnrolmentBook();
    const codes = Array.from({ length: 400 }, (_, index) => book.ask(asker(`192.0.2.${index}`))?.asking.code ?? "");
    expect(new Set(codes).size).toBe(400);
    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    const letters = new Set(codes.join(""));
    expect(letters.size).toBe(20);
  });

  it("[EN2] a code is read as somebody types it", () => {
    const [code] = ["wdjb-mjht", "WDJBMJHT", " wdjb  mjht "].map((text) => codeQuestion.parse({ code: text }).code);
    expect(code).toBe("WDJBMJHT");
    expect(codeQuestion.safeParse({ code: "x".repeat(33) }).success).toBe(false);
  });

  it("[EN3] a code ends after ten minutes, and its claim with it", () => {
    const book = new EnrolmentBook();
    const begun = book.ask(asker());
    vi.advanceTimersByTime(599_000);
    expect(book.withCode(begun?.asking.code ?? "")).toBe(begun?.asking);
    vi.advanceTimersByTime(1001);
    expect(book.withCode(begun?.asking.code ?? "")).toBeUndefined();
    expect(book.find(begun?.claim ?? "")).toBeUndefined();
  });

  it("[EN3] one that is approved in its last second is fetched within a minute, and not after", () => {
    const book = new EnrolmentBook();
    const { claim = "", asking } = book.ask(asker()) ?? {};
    vi.advanceTimersByTime(599_500);
    if (asking) asking.standing = { kind: "approving" };
    vi.advanceTimersByTime(1000);
    expect(book.find(claim)).toBe(asking);
    if (asking) book.approve(asking, { user: "lobby", secret: "s" });
    vi.advanceTimersByTime(59_000);
    expect(book.find(claim)?.standing).toEqual({ kind: "approved", user: "lobby", secret: "s" });
    vi.advanceTimersByTime(1001);
    expect(book.find(claim)).toBeUndefined();
  });

  it("[EN4] an approved code is nobody's to approve again, and a claim is taken once", () => {
    const book = new EnrolmentBook();
    const { claim = "", asking } = book.ask(asker()) ?? {};
    if (asking) book.approve(asking, { user: "lobby", secret: "s" });
    expect(book.withCode(asking?.code ?? "")).toBeUndefined();
    const putBack = book.take(claim);
    expect(book.find(claim)).toBeUndefined();
    putBack();
    expect(book.find(claim)).toBe(asking);
  });

  it("[EN5] who asks without end from one address keeps no other out, and all of them fill no memory", () => {
    const book = new EnrolmentBook();
    for (let asked = 0; asked < 5000; asked += 1) book.ask(asker("192.0.2.66"));
    expect(book.ask(asker("192.0.2.66"))).toBeUndefined();
    expect(book.ask(asker("192.0.2.7"))).toBeDefined();
    const more = Array.from({ length: 5000 }, (_, index) => book.ask(asker(`10.0.${index >> 8}.${index & 255}`)));
    expect(more.filter(Boolean)).toHaveLength(mostAskers - mostPerAddress - 1);
    vi.advanceTimersByTime(600_001);
    expect(book.ask(asker("192.0.2.66"))).toBeDefined();
  });
});
