import type { BrowserWindow, NativeImage } from "electron";
import type { Lifetime } from "../../server/lifetime.ts";
import type { PageWord, Verdict } from "../picture/judge-picture.ts";
import { PictureProof } from "../picture/picture-proof.ts";
import { takePicture } from "../picture/take-picture.ts";
import { type Trouble, troubleOf } from "../recovery/trouble.ts";

/** How long from one capture to the next; where two could not tell, the third comes sooner. */
const proofEveryMs = 5000;
const againAfterMs = 2000;

/** Chromium's ERR_ABORTED: a load that another one took the place of. */
const aborted = -3;

export interface Proven {
  sight: Extract<Verdict, { kind: "proven" }>["sight"];
  link: PageWord["link"];
  picture: NativeImage;
}

export interface Hearing {
  proven(proven: Proven): void;
  /** `isEmpty`: the window has nothing of the wall to show any more. */
  trouble(trouble: Trouble, isEmpty: boolean): void;
}

/** A window whose picture is proven again and again until its lifetime ends, and then is no more. */
export interface WatchedWindow {
  window: BrowserWindow;
  /** Loads the page anew. Fulfilled when that is done, well or not: what fails is heard as trouble. */
  load(url: string): Promise<void>;
  /** What was captured before says nothing of now. */
  forget(): void;
  /** Destroys the window. */
  close(): Promise<void>;
}

export function watchWindow(
  window: BrowserWindow,
  { hear, lifetime }: { hear: Hearing; lifetime: Lifetime },
): WatchedWindow {
  const own = lifetime.child();
  const proof = new PictureProof();
  const contents = window.webContents;
  const tell = (trouble: Trouble, isEmpty: boolean) => {
    if (!own.over) hear.trouble(trouble, isEmpty);
  };
  contents.on("render-process-gone", (_event, { reason }) => {
    // There is nobody to ask until it is loaded anew.
    void round.end();
    tell(troubleOf(reason), true);
  });
  contents.on("did-fail-load", (_event, code, _description, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) tell("load-failed", true);
  });
  window.on("unresponsive", () => tell("unresponsive", false));
  window.on("closed", () => tell("closed", true));
  own.onEnd(() => {
    if (!window.isDestroyed()) window.destroy();
  });

  /** The captures since the page was last loaded. */
  let round = own.child();
  const prove = async (mine: Lifetime) => {
    const taken = await takePicture(contents);
    if (mine.over) return;
    const judged =
      taken.kind === "taken" ? proof.judge(taken.sample) : { ...proof.fail(taken.trouble), verdict: taken };
    if (judged.trouble) tell(judged.trouble, false);
    if (taken.kind === "taken" && judged.verdict.kind === "proven") {
      hear.proven({ sight: judged.verdict.sight, link: taken.sample.page.link, picture: taken.picture });
    }
    // Where whoever heard it has loaded the page anew, or closed the window, this round is over and nothing comes of it.
    proveAfter(judged.verdict.kind === "undecided" ? againAfterMs : proofEveryMs, mine);
  };
  const proveAfter = (ms: number, mine: Lifetime) => mine.after(ms, () => void prove(mine));

  return {
    window,
    async load(url: string) {
      // What was captured before says nothing of it.
      proof.forget();
      void round.end();
      round = own.child();
      proveAfter(againAfterMs, round);
      await window.loadURL(url).catch(() => undefined);
    },
    forget: () => proof.forget(),
    close: () => own.end(),
  };
}
