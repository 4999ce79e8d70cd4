import { type ComponentType, createElement, type ReactNode } from "react";
import type { Frame } from "../../server/protocol/frames.ts";
import { type DrawnBy, type PanelType, panelTypes } from "../../server/protocol/panels.ts";
import type { Panel, Source } from "../../server/protocol/wall.ts";
import type { Sight } from "../wall/sight.ts";
import type { Figures } from "./parts/figures.tsx";

export type PanelFor<T extends PanelType> = Extract<Panel, { type: T }>;

/** What a panel is given to draw: a frame, or nothing, where it draws what the wall itself knows. */
export type Content = Frame | { kind: "nothing" };
type ContentOf<T extends PanelType> = Extract<Content, { kind: DrawnBy<T> }>;

export interface Shown<T extends PanelType> {
  panel: PanelFor<T>;
  source: Source | undefined;
  frame: ContentOf<T>;
}

export interface PanelProps<T extends PanelType> extends Shown<T> {
  sight: Sight;
  figures: Figures<ContentOf<T>>;
}

interface PanelDefinition<T extends PanelType> {
  type: T;
  Draw: ComponentType<PanelProps<T>>;
  /**
   * All of a frame that Draw's elements, sizes and colours hang on, as text. While it stays the same, Draw is not called
   * for a frame, and what else it shows has to be written by `figures`. Without it Draw is called for every frame.
   */
  form?(frame: ContentOf<T>): string;
  /** What stands at the right of the title, longest first. */
  subtitle?(shown: Shown<T>): string[];
  /** It has a headline, and while that is withheld restates it with its age. */
  headline?: boolean;
  /** It is drawn on one line, beside its title. */
  band?: boolean;
  /** What it draws without a source, if its type may have none and draws more than nothing. */
  ownFrame?(panel: PanelFor<T>): ContentOf<T>;
}

interface AnyShown {
  panel: Panel;
  source: Source | undefined;
  frame: Content;
}

/** A panel type whose own types are known only to itself: it is handed any panel and frame, and checks both. */
export interface Drawing {
  type: PanelType;
  draw(props: AnyShown & { sight: Sight; figures: Figures<Content> }): ReactNode;
  /** Undefined where every frame is drawn anew. */
  form(frame: Content): string | undefined;
  subtitle(shown: AnyShown): string[];
  headline: boolean;
  band: boolean;
  ownFrame(panel: Panel): Content | undefined;
}

const nothing: Content = { kind: "nothing" };

/** Declares how a panel type is drawn. The default export of `panels/TYPE.tsx`. */
export function definePanel<T extends PanelType>(definition: PanelDefinition<T>): Drawing {
  const { type, Draw, form, subtitle, ownFrame, headline = false, band = false } = definition;
  const { draws } = panelTypes[type];
  const isMine = (panel: Panel): panel is PanelFor<T> => panel.type === type;
  const isDrawn = (frame: Content): frame is ContentOf<T> => frame.kind === draws;
  const mine = ({ panel, source, frame }: AnyShown): Shown<T> => {
    if (!isMine(panel) || !isDrawn(frame)) {
      throw new Error(`a ${type} panel draws ${draws}; panel ${panel.id} was given ${frame.kind}`);
    }
    return { panel, source, frame };
  };
  const mineOf = ({ newest, onFrame }: Figures<Content>, shown: AnyShown): Figures<ContentOf<T>> => ({
    newest: () => mine({ ...shown, frame: newest() }).frame,
    // One of another kind has no form, and is drawn anew.
    onFrame: (write) => onFrame((frame) => isDrawn(frame) && write(frame)),
  });
  return {
    type,
    headline,
    band,
    draw: ({ sight, figures, ...shown }) =>
      createElement(Draw, { ...mine(shown), sight, figures: mineOf(figures, shown) }),
    form: (frame) => (isDrawn(frame) ? form?.(frame) : undefined),
    subtitle: (shown) => (isDrawn(shown.frame) ? (subtitle?.(mine(shown)) ?? []) : []),
    ownFrame: (panel) => (draws === "nothing" ? nothing : isMine(panel) ? ownFrame?.(panel) : undefined),
  };
}
