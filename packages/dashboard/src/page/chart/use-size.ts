import { useEffect, useRef, useState } from "preact/hooks";
import type { RefObject } from "preact";

/** The size of an element in CSS pixels, followed as it changes. */
export const useSize = <E extends Element>(): [RefObject<E | null>, { width: number; height: number }] => {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
};
