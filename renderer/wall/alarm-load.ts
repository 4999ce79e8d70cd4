/** EEMUA 191: more alarms than this in ten minutes are more than a person can follow. */
const mostBearable = 10;

/**
 * Ways to say something, longest first, with the word that the wall itself asks for too much; as they are while it does
 * not. Where both find no room the load is said: it is the rarer news.
 */
export function withAlarmLoad(variants: string[], raised: number): string[] {
  if (raised <= mostBearable) return variants;
  const shortest = variants.at(-1) ?? "";
  return [
    ...variants.flatMap((words) => [`${words} · ALARM LOAD ${raised} in 10 min`, `${words} · ALARM LOAD ${raised}`]),
    `${shortest} · LOAD ${raised}`,
    `LOAD ${raised}`,
  ];
}
