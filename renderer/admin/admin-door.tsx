import { lazy, Suspense } from "react";

const Admin = lazy(async () => ({ default: (await import("./open-admin.tsx")).openAdmin() }));

/** The operator's page in a plain browser. A wall loads nothing of it. */
export function AdminDoor() {
  return (
    <Suspense>
      <Admin />
    </Suspense>
  );
}
