import type { ComponentType } from "react";
import { AdminPage } from "./admin-page.tsx";
import { DeskSession } from "./desk-session.ts";

/** Asks who sits here, and answers with the page for them. */
export function openAdmin(): ComponentType {
  const session = new DeskSession();
  void session.ask();
  document.title = "Nocturne · operator";
  return () => <AdminPage session={session} />;
}
