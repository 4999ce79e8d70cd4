import { type ComponentType, lazy } from "react";
import type { Role } from "../../server/protocol/messages.ts";
import { mayActAs } from "../../server/protocol/roles.ts";

/** Where the sections are opened. */
export interface Place {
  /** Over a wall, and not at a desk. */
  onWall: boolean;
  /** In the kiosk, and not in a plain browser. */
  inKiosk: boolean;
}

export interface Section {
  id: string;
  title: string;
  /** The least role that may use it. The server holds each of its routes and messages to the same. */
  least: Role;
  /** Loaded when it is first opened; the default export of its file. */
  Content: ComponentType;
  /** It needs the whole width of the screen. */
  isWide?: boolean;
  /** Undefined: everywhere. */
  isOffered?: (place: Place) => boolean;
}

/** The registry of what an operator can do: one file and one line each, in this order. */
export const sections: Section[] = [
  { id: "alarms", title: "Alarms", least: "operator", Content: lazy(() => import("./alarms/alarms-section.tsx")) },
  {
    id: "screen",
    title: "Pages and sound",
    least: "operator",
    Content: lazy(() => import("./pages/screen-section.tsx")),
    isOffered: ({ onWall }) => onWall,
  },
  {
    id: "walls",
    title: "Walls",
    least: "operator",
    Content: lazy(() => import("./walls/walls-section.tsx")),
    isOffered: ({ onWall }) => !onWall,
  },
  {
    id: "diagnostics",
    title: "Diagnostics",
    least: "operator",
    Content: lazy(() => import("./diagnostics/diagnostics-section.tsx")),
  },
  {
    id: "configuration",
    title: "Configuration",
    least: "admin",
    Content: lazy(() => import("./configuration/configuration-section.tsx")),
    isWide: true,
  },
  { id: "accounts", title: "Accounts", least: "admin", Content: lazy(() => import("./accounts/accounts-section.tsx")) },
  {
    id: "leaving",
    title: "Leave",
    least: "admin",
    Content: lazy(() => import("./leaving/leaving-section.tsx")),
    isOffered: ({ inKiosk }) => inKiosk,
  },
];

/** Those that a role is offered in a place. */
export function sectionsFor(role: Role, place: Place): Section[] {
  return sections.filter(({ least, isOffered }) => mayActAs(role, least) && (isOffered?.(place) ?? true));
}
