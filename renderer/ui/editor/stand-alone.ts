/** What stays beside a page that stands alone: its sheet's head (the day, who can read it, how far it is saved), and what is said. */
const STAYS = ".sheet > header, .sheet > .sheet-spine, [role=status], [role=alert], [data-portal]";

/**
 * Puts everything in the window aside but a page and what it stands in; entry-page.css says how that looks. What comes
 * later, as a dialog or a notice, is seen. Gives back what puts everything back.
 */
export function standAlone(page: HTMLElement): () => void {
  const marked: [Element, string][] = [];
  const mark = (element: Element, name: string): void => {
    element.setAttribute(name, "");
    marked.push([element, name]);
  };
  const sheet = page.closest(".sheet");
  if (sheet !== null) mark(sheet, "data-sheet-alone");
  for (let at: Element = page; at !== document.body && at.parentElement !== null; at = at.parentElement) {
    for (const beside of at.parentElement.children) {
      if (beside !== at && !beside.matches(STAYS)) mark(beside, "data-put-aside");
    }
    const around = at.parentElement;
    if (around !== document.body && sheet !== around && !(sheet?.contains(around) ?? true))
      mark(around, "data-around-page");
  }
  return () => {
    for (const [element, name] of marked) element.removeAttribute(name);
  };
}
