import type { JSX } from "react";

/** All of one's own tags with how many entries have each: rename, make two one, take away. Nothing of the other's is in it. */
export function TagsDialog(_props: { opened: boolean; onClose: () => void }): JSX.Element {
  return <></>;
}
