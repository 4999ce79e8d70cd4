const known = new Map<string, string>();

/** The colour that theme/tokens.css names so, for drawing on a canvas. Tokens never change: each is looked up once. */
export function colour(token: string): string {
  const found = known.get(token) ?? getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();
  known.set(token, found);
  return found;
}
