import { z } from "zod";
import { askServer } from "../ask-server.ts";
import { Button } from "../parts/button.tsx";

interface LeaveButtonProps {
  isUnlocked: boolean;
  /** Undefined where there is no wall beneath. */
  onClose: (() => void) | undefined;
}

/** Locks what was unlocked, closes what lies over the wall of somebody signed in, and signs out where there is none. */
export function LeaveButton({ isUnlocked, onClose }: LeaveButtonProps) {
  if (isUnlocked) return <Button onPress={() => post("/api/lock")}>Lock</Button>;
  if (onClose) return <Button onPress={onClose}>Close</Button>;
  return <Button onPress={() => post("/api/logout")}>Sign out</Button>;
}

/** What becomes of it comes over the socket. */
function post(path: string): void {
  void askServer(path, z.undefined(), { method: "POST" });
}
