const key = "nocturne.reloaded-for-protocol";

/** Loads the page anew for a server of another protocol version, once: a second time would be a loop. */
export function reloadOnce(protocol: number): boolean {
  if (sessionStorage.getItem(key) === String(protocol)) return false;
  sessionStorage.setItem(key, String(protocol));
  location.reload();
  return true;
}
