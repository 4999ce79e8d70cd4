import { useLayoutEffect, useState } from "react";

interface WindowSize {
  widthPx: number;
  heightPx: number;
}

/** The window in CSS pixels, also after a screen was turned or another one plugged in. */
export function useWindowSize(): WindowSize {
  const [size, setSize] = useState(windowSize);
  useLayoutEffect(() => {
    const resized = () => setSize(windowSize());
    window.addEventListener("resize", resized);
    return () => window.removeEventListener("resize", resized);
  }, []);
  return size;
}

function windowSize(): WindowSize {
  return { widthPx: window.innerWidth, heightPx: window.innerHeight };
}
