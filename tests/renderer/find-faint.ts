/**
 * Runs in the page. Every text whose contrast with the surface behind it is below 7 : 1 (WCAG 2.2, 1.4.6), told with
 * its contrast. Behind a hatch the lighter of its stripes counts.
 */
export function findFaint(): string[] {
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  /** Any CSS colour in sRGB, laid over another. */
  const over = (top: string, [red, green, blue]: Colour): Colour => {
    if (!paint) throw new Error("no canvas to mix colours on");
    paint.fillStyle = `rgb(${red} ${green} ${blue})`;
    paint.fillRect(0, 0, 1, 1);
    paint.fillStyle = top;
    paint.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, 1];
  };
  const behind = (element: Element | null): Colour => {
    if (!element) return [0, 0, 0, 1];
    const style = getComputedStyle(element);
    const plain = over(style.backgroundColor, behind(element.parentElement));
    return style.backgroundImage === "none" ? plain : over(style.getPropertyValue("--hatch"), plain);
  };
  const luminance = (colour: Colour) => {
    const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return [...document.querySelectorAll("body *")].flatMap((element) => {
    const texts = [...element.childNodes].filter(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    );
    if (texts.length === 0) return [];
    const surface = behind(element);
    const pair = [luminance(over(getComputedStyle(element).color, surface)), luminance(surface)];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    return contrast < 7 ? [`${element.className}: ${element.textContent} ${contrast.toFixed(2)}`] : [];
  });
}
