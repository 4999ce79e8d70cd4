import { type RefCallback, useCallback, useLayoutEffect, useRef, useState } from "react";

export interface Size {
  width: number;
  height: number;
}

/**
 * The content box in CSS pixels of the element that is given the ref; zero until it is laid out. `asked`: where the element
 * asks for another size by itself, what it asks for, so that it is measured before the next picture and not after it.
 */
export function useSize<E extends HTMLElement>(asked?: number): [RefCallback<E>, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const measureNow = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    if (asked !== undefined) measureNow.current?.();
  }, [asked]);
  const ref = useCallback((element: E) => {
    const style = getComputedStyle(element);
    const measure = () => {
      const width = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      const height =
        element.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    measureNow.current = measure;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
