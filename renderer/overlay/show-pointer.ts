/** A wall has no pointer; who works on it has one for as long. The result takes it away. */
export function showPointer(): () => void {
  const { dataset } = document.documentElement;
  dataset["pointer"] = "shown";
  return () => void delete dataset["pointer"];
}
