import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { Logger } from "pino";
import type { z } from "zod";
import { ExpectedError } from "../server/expected-error.ts";
import {
  type BridgeAnswer,
  type BridgeCall,
  bridgeCalls,
  type KioskInfo,
  type Leaving,
} from "../server/protocol/bridge.ts";
import type { Role } from "../server/protocol/messages.ts";
import { firstIssue } from "../server/protocol/parse.ts";
import { mayActAs } from "../server/protocol/roles.ts";
import type { OwnOrigin } from "./lockdown/own-origin.ts";
import { isOwnPage } from "./lockdown/sender.ts";
import { channelOf } from "./preload/channels.ts";
import type { SignedIn } from "./sign-in/ask-session.ts";

/** Who asked, and on which page. */
export interface Asker {
  user: string;
  page: WebContents;
}

/** What is done when the page asks for it. The words of an ExpectedError are told to whoever stands at the wall. */
export interface BridgeDeeds {
  identifyDisplays(): void | Promise<void>;
  kioskInfo(): KioskInfo | Promise<KioskInfo>;
  leave(leaving: Leaving, by: Asker): void | Promise<void>;
}

export interface BridgeOptions {
  own: OwnOrigin;
  /** Whose session the window has: the server's word, since the page's own is worth nothing. */
  askSession(): Promise<SignedIn | undefined>;
  deeds: BridgeDeeds;
  log: Logger;
}

/** A page may make up as many reasons as it likes: no more are kept, or logged. */
const mostTold = 100;

/** Answers the wall's own page, and nobody else, with what its session's role allows. */
export function openBridge(ipc: Pick<IpcMain, "handle">, { own, askSession, deeds, log }: BridgeOptions): void {
  handle("identifyDisplays", bridgeCalls.identifyDisplays, () => deeds.identifyDisplays());
  handle("kioskInfo", bridgeCalls.kioskInfo, () => deeds.kioskInfo());
  handle("leave", bridgeCalls.leave, ([leaving], by) => deeds.leave(leaving, by));

  function handle<A>(call: BridgeCall, { asks, least }: Terms<A>, run: (asked: A, by: Asker) => unknown): void {
    const answer = async ({ senderFrame, sender: page }: IpcMainInvokeEvent, args: unknown[]) => {
      if (!isOwnPage(senderFrame, own)) throw new ExpectedError("only the wall's own page may ask");
      const asked = asks.safeParse(args);
      if (!asked.success) throw new ExpectedError(firstIssue(asked.error, call));
      const session = await askSession();
      if (!session || !mayActAs(session.role, least)) throw new ExpectedError(`needs the role ${least}`);
      return run(asked.data, { user: session.user, page });
    };
    // One at a time: a page that asks without end costs one question to the server at once, and a line for each reason.
    let isUnderWay = false;
    const told = new Set<string>();
    ipc.handle(channelOf(call), async (event, ...args: unknown[]): Promise<BridgeAnswer<unknown>> => {
      if (isUnderWay) return { ok: false, reason: "is being done already" };
      isUnderWay = true;
      try {
        return { ok: true, value: await answer(event, args) };
      } catch (failure) {
        const isExpected = failure instanceof ExpectedError;
        const reason = isExpected ? failure.message : "failed; the log says why";
        if (told.size < mostTold && !told.has(reason))
          log.warn({ call, reason, ...(isExpected ? {} : { err: failure }) }, "the bridge refused");
        if (told.size < mostTold) told.add(reason);
        return { ok: false, reason };
      } finally {
        isUnderWay = false;
      }
    });
  }
}

interface Terms<A> {
  asks: z.ZodType<A>;
  least: Role;
}
