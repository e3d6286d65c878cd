import { useEffect, useRef, useState, type RefObject } from "react";

/** Whether an element is, or once was, in the window or less than a window's height away: what it shows is worth opening then. */
export function useSeen<Shown extends Element>(): { ref: RefObject<Shown | null>; seen: boolean } {
  const ref = useRef<Shown>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (ref.current === null || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: "100%" },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [seen]);
  return { ref, seen };
}
