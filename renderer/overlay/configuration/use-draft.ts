import { createContext, use, useSyncExternalStore } from "react";
import type { Draft, DraftState } from "./draft.ts";

export const DraftContext = createContext<Draft | undefined>(undefined);

export function useDraft(): { draft: Draft; state: DraftState } {
  const draft = use(DraftContext);
  if (!draft) throw new Error("this part of the editor is used outside its DraftContext");
  return { draft, state: useSyncExternalStore(draft.subscribe, draft.state) };
}
