/** A list of any length of which only what is near the window is laid out, walked with the keys as if it were whole. */
import {
  defaultRangeExtractor,
  measureElement,
  useVirtualizer,
  useWindowVirtualizer,
  type Virtualizer,
} from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import type { RecordId } from "#shared/domain/fields.ts";
import "./rows.css";

/** Where a list was left: how far it was scrolled, and the row that stood on top. */
export interface RowsPlace {
  readonly offset: number;
  readonly first: RecordId | null;
}

interface RowsProps<Item> {
  items: readonly Item[];
  idOf: (item: Item) => RecordId;
  /** What stands in a row. Its control, marked with `data-row`, takes `tabIndex`: one row is in the order of the Tab key. */
  row: (item: Item, at: number, tabIndex: 0 | -1) => ReactNode;
  /** What stands above the list while a row is the topmost; what a row has above its control. Null for nothing. */
  heading: ((item: Item) => string) | null;
  /** Rows of one kind are mostly of one height; `heights` says it in rem, until some were measured. */
  kind: (item: Item, at: number) => string;
  heights: Readonly<Record<string, number>>;
  label: string;
  className: string;
  /** The row to keep in view when it changes. */
  current: RecordId | null;
  /** Where the list begins. */
  place: RowsPlace;
  /** Hears where it is scrolled to. */
  onPlace: (place: RowsPlace) => void;
}

/** Rows in a box that scrolls by itself, or that grows and is scrolled with the page. */
export function Rows<Item>({ scrolls, ...props }: RowsProps<Item> & { scrolls: "box" | "page" }): JSX.Element {
  return scrolls === "box" ? <BoxRows {...props} /> : <PageRows {...props} />;
}

const OVERSCAN = 6;

function BoxRows<Item>(props: RowsProps<Item>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const walk = useWalk(props);
  // eslint-disable-next-line react-hooks/incompatible-library -- React's compiler is not used here
  const rows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    ...walk.options,
    getScrollElement: () => box.current,
    overscan: OVERSCAN,
  });
  return (
    <div ref={box} className={`rows-box ${props.className}`}>
      <WalkedRows {...props} walk={walk} rows={rows} margin={0} />
    </div>
  );
}

function PageRows<Item>(props: RowsProps<Item>): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const walk = useWalk(props);
  const rows = useWindowVirtualizer<HTMLLIElement>({ ...walk.options, overscan: OVERSCAN, scrollMargin: margin });
  useLayoutEffect(() => {
    // Whatever stands above the list and changes its height changes the height of the page.
    const look = (): void => {
      const top = frame.current?.getBoundingClientRect().top ?? 0;
      setMargin(Math.round(top + window.scrollY));
    };
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    look();
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame} className={props.className}>
      <WalkedRows {...props} walk={walk} rows={rows} margin={margin} />
    </div>
  );
}

/** Rows that are measured above the window push the others down only where one scrolls up towards them. */
function pushOnlyUpwards<Scroller extends Element | Window>(rows: Virtualizer<Scroller, HTMLLIElement>): void {
  rows.shouldAdjustScrollPositionOnItemSizeChange = ({ start }) =>
    rows.scrollDirection === "backward" && start < (rows.scrollOffset ?? 0);
}

interface Walk {
  readonly options: {
    readonly count: number;
    readonly getItemKey: (at: number) => RecordId;
    readonly estimateSize: (at: number) => number;
    readonly measureElement: typeof measureElement<HTMLLIElement>;
    readonly rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => number[];
  };
  /** The row that is in the order of the Tab key; null: the topmost one shown. */
  readonly active: number | null;
  readonly indexOf: (id: RecordId | null) => number;
  readonly walkTo: (at: number) => void;
}

/** Which row the keys stand on. It stays laid out wherever the list is scrolled, so that the focus is never lost. */
function useWalk<Item>({ items, idOf, kind, heights, current }: RowsProps<Item>): Walk {
  const [walked, setWalked] = useState<RecordId | null>(null);
  const indexOf = useCallback(
    (id: RecordId | null): number => (id === null ? -1 : items.findIndex((item) => idOf(item) === id)),
    [items, idOf],
  );
  const at = indexOf(walked);
  const standing = at === -1 ? indexOf(current) : at;
  const active = standing === -1 ? null : standing;
  const usual = useUsualHeights(heights);
  const kindAt = (at: number): string => {
    const item = items[at];
    return item === undefined ? "" : kind(item, at);
  };
  return {
    options: {
      count: items.length,
      getItemKey: useCallback((index) => idOf(items[index] as Item), [items, idOf]),
      estimateSize: (index) => usual.of(kindAt(index)),
      measureElement: (element, entry, rows) => {
        const height = measureElement(element, entry, rows);
        usual.saw(kindAt(rows.indexFromElement(element)), height);
        return height;
      },
      rangeExtractor: useCallback(
        (range) => {
          const near = defaultRangeExtractor(range);
          if (active === null || active >= range.count || near.includes(active)) return near;
          return [...near, active].sort((one, two) => one - two);
        },
        [active],
      ),
    },
    active,
    indexOf,
    walkTo: (to) => setWalked(idOf(items[to] as Item)),
  };
}

/**
 * The height most rows of a kind were measured with, in pixels. A row that is as high as was thought costs nothing; each that is not
 * makes the places of all rows below it be worked out again.
 */
function useUsualHeights(heights: Readonly<Record<string, number>>): {
  of: (kind: string) => number;
  saw: (kind: string, height: number) => void;
} {
  return useState(() => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const counts = new Map<string, number>();
    const usual = new Map<string, { height: number; count: number }>();
    return {
      of: (kind: string) => usual.get(kind)?.height ?? (heights[kind] ?? 4) * rem,
      saw(kind: string, height: number) {
        if (height === 0) return; // not laid out
        const count = (counts.get(`${kind} ${height}`) ?? 0) + 1;
        counts.set(`${kind} ${height}`, count);
        if (count > (usual.get(kind)?.count ?? 0)) usual.set(kind, { height, count });
      },
    };
  })[0];
}

function WalkedRows<Item, Scroller extends Element | Window>({
  items,
  idOf,
  row,
  heading,
  label,
  current,
  place,
  onPlace,
  walk,
  rows,
  margin,
}: RowsProps<Item> & {
  walk: Walk;
  rows: Virtualizer<Scroller, HTMLLIElement>;
  margin: number;
}): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useRef(false);
  useEffect(() => pushOnlyUpwards(rows), [rows]);
  const { active } = walk;
  const top = rows.range?.startIndex ?? 0;
  const topmost = items[Math.min(top, items.length - 1)];
  const tabStop = active ?? top;

  useEffect(() => {
    if (!focusNext.current || active === null) return;
    focusNext.current = false;
    rows.scrollToIndex(active, { align: "auto" });
    list.current?.querySelector<HTMLElement>(`[data-index="${active}"] [data-row]`)?.focus({ preventScroll: true });
  }, [active, rows]);

  // What was opened elsewhere (a day of the calendar) is shown in the list too.
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    const at = walk.indexOf(current);
    if (at !== -1) rows.scrollToIndex(at, { align: "auto" });
  }, [current, walk, rows]);

  // The page may be scrolled to its top by who shows the place; what was left comes after that.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (place.offset <= 0) return;
      const at = walk.indexOf(place.first);
      if (at > 0) rows.scrollToIndex(at, { align: "start" });
      else rows.scrollToOffset(place.offset);
    });
    return () => cancelAnimationFrame(frame);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the list is shown
  }, []);
  const offset = rows.scrollOffset ?? 0;
  const first = topmost === undefined ? null : idOf(topmost);
  useEffect(() => {
    onPlace({ offset, first });
  }, [offset, first, onPlace]);

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest("[data-row]") === null) return;
    const last = items.length - 1;
    const seen = rows.range === null ? 1 : Math.max(1, rows.range.endIndex - rows.range.startIndex - 1);
    const steps: Record<string, number> = {
      ArrowDown: tabStop + 1,
      ArrowUp: tabStop - 1,
      PageDown: tabStop + seen,
      PageUp: tabStop - seen,
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    if (next === tabStop) return;
    focusNext.current = true;
    walk.walkTo(next);
  }

  return (
    <>
      {heading !== null && topmost !== undefined && (
        <p className="rows-heading rows-top" aria-hidden="true">
          {heading(topmost)}
        </p>
      )}
      <ol ref={list} className="rows" aria-label={label} style={{ blockSize: rows.getTotalSize() }} onKeyDown={onKey}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          const before = items[index - 1];
          const says = heading?.(item) ?? null;
          const begins = says !== null && (before === undefined || heading?.(before) !== says);
          return (
            <li
              key={String(key)}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - margin}px)` }}
              onFocus={() => walk.walkTo(index)}
            >
              {begins && <h3 className="rows-heading">{says}</h3>}
              {row(item, index, index === tabStop ? 0 : -1)}
            </li>
          );
        })}
      </ol>
    </>
  );
}
