const browsers: [RegExp, string][] = [
  [/\bNocturne\/(\d+)/i, "Nocturne"],
  [/\bElectron\/(\d+)/, "Electron"],
  [/\bEdg\/(\d+)/, "Edge"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\b(?:Headless)?Chrome\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+).*\bSafari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/\bWindows\b/, "Windows"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];
const mostLetters = 60;

/** "Firefox 140 on Linux" for a User-Agent header; what is not known is cut short. It is a claim, and no proof. */
export function shortAgent(header: string | undefined): string {
  const text = (header ?? "").replaceAll(/[^\x20-\x7e]/g, "");
  const system = systems.find(([pattern]) => pattern.test(text))?.[1];
  for (const [pattern, name] of browsers) {
    const version = pattern.exec(text)?.[1];
    if (version !== undefined) return [`${name} ${version}`, system].filter(Boolean).join(" on ");
  }
  return text.trim().slice(0, mostLetters) || "an unnamed browser";
}
