import { type RefObject, useEffect, useRef } from "react";

/**
 * What lies in the place of another sheet is read from its top: whenever `shown` is another value, the page is scrolled up and the focus
 * goes to the first heading in the place, which is to be a focusable `h1`. The first sheet leaves the focus where the frame put it. Returns
 * the ref of the place, which stays while what lies in it changes; `shown` names what lies there, and nothing within it.
 */
export function useReadFromTop(shown: unknown): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    window.scrollTo(0, 0);
    place.current?.querySelector("h1")?.focus();
  }, [shown]);
  return place;
}
