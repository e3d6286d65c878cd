import { createContext, useContext, type JSX, type ReactNode } from "react";
import type { RecordId } from "#shared/domain/fields.ts";

const NeedOpenerContext = createContext<((id: RecordId) => void) | null>(null);

/** Says how a need named on a page is opened. Without one, such needs are words alone. */
export function NeedOpener({ onOpen, children }: { onOpen: (id: RecordId) => void; children: ReactNode }): JSX.Element {
  return <NeedOpenerContext value={onOpen}>{children}</NeedOpenerContext>;
}

export const useNeedOpener = (): ((id: RecordId) => void) | null => useContext(NeedOpenerContext);
