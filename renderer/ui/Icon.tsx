import type { JSX } from "react";
import "./icon.css";

/** Our own line icons on a 24 px grid. An icon never stands alone: a word is beside it, shown or said. */
const SHAPES = {
  today: "M6 3.5h8.5L18 7v13.5H6z M14.5 3.5V7H18 M9 12h6M9 15.5h3.5",
  journal: "M12 6.5C10 5 7 4.5 3.5 5v13.5c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5z M12 6.5V20",
  needs:
    "M3.5 11h17a8.5 8.5 0 0 1-17 0z M9 20.5h6 M12 3.5c1.3 1.4 1.9 2.3 1.9 3.1a1.9 1.9 0 0 1-3.8 0c0-.8.6-1.7 1.9-3.1z",
  together: "M3.5 12a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0 M9.5 12a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0",
  insights: "M4 6h4v4H4zM10 6h4v4h-4zM16 6h4v4h-4zM4 14h4v4H4zM10 14h4v4h-4z M16 18l4-4v4z",
  me: "M8.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0 M5 20c.7-4 3.5-6 7-6s6.3 2 7 6",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9 M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0 M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  lock: "M7 10.5h10a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H7a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 7 10.5z M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5",
  keys: "M9.5 9.3a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2 1-1.2 1.9 M12 16.8v.1 M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0",
  search: "M4.5 10.5a6 6 0 1 0 12 0a6 6 0 1 0-12 0 M15 15l5 5",
  one: "M7 4h10v16H7z M10 4v16",
  both: "M12 6L5 4v14l7 2 7-2V4z M12 6v14",
  copy: "M4.5 7.5h9V20h-9z M8.5 4h2M13.5 4h2M19.5 4v2M19.5 10v2M19.5 15.5h-2",
  tag: "M4 12.5v-8h8l8 8-8 7.5z M8 8.5v.1",
  mood: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0 M3.5 12c2.8-2 5.7-2 8.5 0s5.7 2 8.5 0",
  check: "M5 12.5l4.5 4.5L19 7.5",
  star: "M12 4l2.5 5.1 5.6.8-4.05 3.95.95 5.6-5-2.65-5 2.65.95-5.6L3.9 9.9l5.6-.8z",
  picture: "M4 5.5h16v13H4z M4 16l5-5 4 4 2.5-2.5L20 17 M15.5 9v.1",
  file: "M7 3.5h7L18 7.5v13H7z M14 3.5v4h4",
  safe: "M4 8l2-3.5h12L20 8v11.5H4z M4 8h16M9.5 14l2 2 3.5-3.5",
  talk: "M4 5.5h16v11H11l-4 3.5v-3.5H4z",
  turn: "M5 12a7 7 0 1 1 2.2 5.1 M4.5 20v-4h4",
  scroll: "M7 4h11v13a3 3 0 0 1-3 3H6.5A2.5 2.5 0 0 0 9 17.5V6A2 2 0 0 0 7 4a2 2 0 0 0-2 2v2h4 M12 9h3.5M12 13h3.5",
  note: "M12 4v9.5 M12 18v.1",
  dots: "M5.5 12h1M11.5 12h1M17.5 12h1",
  seal: "M4 6.5h16V18H4z M4 7l8 6 8-6",
  left: "M14.5 6l-6 6 6 6",
  right: "M9.5 6l6 6-6 6",
  hand: "M12 20.5c-5-3.5-8-6.7-8-10.2A4.3 4.3 0 0 1 12 8a4.3 4.3 0 0 1 8 2.3c0 3.5-3 6.7-8 10.2z",
  table: "M4 5.5h16v13H4zM4 10h16M10 10v8.5",
  support:
    "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0 M8.5 12a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0 M9.5 9.5L6 6M14.5 9.5L18 6M9.5 14.5L6 18M14.5 14.5L18 18",
  clock: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0 M12 7v5.2l3.2 2",
  close: "M6 6l12 12M18 6L6 18",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 10.5v6M14 10.5v6",
  print: "M7 9V4h10v5 M7 16H4V9h16v7h-3 M7 13.5h10V20H7z",
  bold: "M8 5h5a3.3 3.3 0 0 1 0 6.6H8zM8 11.6h6a3.6 3.6 0 0 1 0 7.2H8z",
  italic: "M10 5h7M7 19h7M14 5l-4 14",
  strike:
    "M5 12h14 M16 8.2C15.6 6.3 14 5.2 12 5.2c-2.3 0-4 1.3-4 3.2 0 1.7 1.3 2.7 4 3.6 M8 15.6c.3 2 1.9 3.2 4.1 3.2 2.4 0 4-1.3 4-3.3 0-.7-.2-1.3-.6-1.8",
  quote: "M5 6v12 M9 8h10M9 12h10M9 16h6",
  bullets: "M10 6.5h10M10 12h10M10 17.5h10 M5 6.5h.1M5 12h.1M5 17.5h.1",
  numbers: "M10 6.5h10M10 12h10M10 17.5h10 M4 5.5l1.5-1v4.5 M4 15.8c.3-.9 2.5-1 2.5.4 0 1-2.5 1.8-2.5 3.3h2.6",
  heading: "M6 5v14M18 5v14M6 12h12",
  heading1: "M4 5v14M13 5v14M4 12h9 M17 10.5l2.5-1.5v10",
  heading3:
    "M4 5v14M13 5v14M4 12h9 M16.5 10c.6-1.4 4-1.4 4 .8 0 1.6-1.4 2-2.5 2 1.3 0 2.8.5 2.8 2.4 0 2.5-3.9 2.6-4.6.8",
  highlight: "M5 20.5h14 M8 16.5l-1-3.5 8-9 4.5 4-8 8.5z M7 13l4.5 3.5",
  link: "M10 14.5a4 4 0 0 1 0-5.5l3-3a4 4 0 0 1 5.6 5.6L17 13.2 M14 9.5a4 4 0 0 1 0 5.5l-3 3a4 4 0 0 1-5.6-5.6L7 10.8",
  tasks: "M4 4.5h5v5H4z M4 14.5h5v5H4z M5.2 17l1.2 1.2 2-2.6 M13 7h7M13 17h7",
  divider: "M4 12h16 M8 6h8M8 18h8",
  photo: "M4 5.5h16v13H4z M4 15.5l4.5-4.5 4 4 2.5-2.5 5 4.5 M15 9.2v.1",
  alone: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  up: "M6 14.5l6-6 6 6",
  down: "M6 9.5l6 6 6-6",
  undo: "M8.5 6L4.5 10l4 4 M4.5 10h9a5.5 5 0 0 1 0 10H9",
  redo: "M15.5 6l4 4-4 4 M19.5 10h-9a5.5 5 0 0 0 0 10H15",
  eye: "M3 12c2.3-4 5.3-6 9-6s6.7 2 9 6c-2.3 4-5.3 6-9 6s-6.7-2-9-6z M9.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration beside its word; hidden from assistive technology. `small` is 16 px, else 20 px. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }): JSX.Element {
  return (
    <svg className={small ? "icon icon-small" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
