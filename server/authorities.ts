import tls from "node:tls";
import type { Lifetime } from "./lifetime.ts";

/**
 * Trusts further authorities, beside the usual ones, in each TLS connection that this process opens from then on. What
 * names authorities of its own (`ca`) trusts only those. The process has one list: the lifetime's end gives it back.
 */
export function openAuthorities(lifetime: Lifetime): (further: readonly string[]) => void {
  let usual: string[] | undefined;
  lifetime.onEnd(() => {
    if (usual) tls.setDefaultCACertificates(usual);
  });
  return (further) => {
    // To read the usual ones takes time that a wall without further ones does not spend.
    if (further.length === 0 && !usual) return;
    usual ??= tls.getCACertificates("default");
    tls.setDefaultCACertificates([...usual, ...further]);
  };
}
