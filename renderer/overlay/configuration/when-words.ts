/** When something happened, where the reader is: `on 24 Nov at 16:40:05`. */
export function whenWords(at: number): string {
  const date = new Date(at);
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return `on ${day} at ${date.toLocaleTimeString("en-GB")}`;
}
