import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Whether someone writes in this element: its keys are theirs, and so is the focus. */
export const isWrittenIn = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

/** A ref: what appears takes the focus, once. A function made while rendering would take it back at every rendering. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

/**
 * A form that comes where the button was that opened it takes the focus: the first field in the place does, once. For what is there only
 * from a press on; where another form comes in the same place, a key makes it another.
 */
export function useFocusInside(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);
  return place;
}

/**
 * Where one goes on once what was pressed is gone: after the rendering that takes it away, `goOn` puts the focus on the element it is given,
 * or where that is gone or none is given, on `place`, which has to be focusable. Not while somebody writes elsewhere by then.
 */
export function useGoOn<E extends HTMLElement>(): {
  readonly place: RefObject<E | null>;
  readonly goOn: (at?: HTMLElement | null) => void;
} {
  const place = useRef<E>(null);
  const [turn, setTurn] = useState<{ readonly at: HTMLElement | null } | null>(null);
  useEffect(() => {
    if (turn === null || isWrittenIn(document.activeElement)) return;
    (turn.at?.isConnected === true ? turn.at : place.current)?.focus();
  }, [turn]);
  const goOn = useCallback((at: HTMLElement | null = null) => setTurn({ at }), []);
  return { place, goOn };
}
