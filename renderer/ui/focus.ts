/** Whether someone writes in this element: its keys are theirs, and so is the focus. */
export const isWrittenIn = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

/** A ref: what appears takes the focus, once. A function made while rendering would take it back at every rendering. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
