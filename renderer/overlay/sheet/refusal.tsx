import { useEffect, useState } from "react";
import { useStore } from "../../link/use-store.ts";

const shownMs = 10_000;

/** Says for a while what the server would not do. */
export function Refusal() {
  const refusal = useStore("refusal", (store) => store.refusal());
  const [old, setOld] = useState(refusal);
  useEffect(() => {
    const timer = setTimeout(() => setOld(refusal), shownMs);
    return () => clearTimeout(timer);
  }, [refusal]);
  return (
    <p className="refusal" role="status">
      {refusal && refusal !== old ? `Not done: ${refusal.reason}` : ""}
    </p>
  );
}
