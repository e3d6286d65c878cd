/** All that the vault worker does, over the one desk that its calls share. */
import { attachmentCalls } from "./attachment-calls.ts";
import { backupCalls } from "./backup-calls.ts";
import type { Room } from "./calls.ts";
import { openDesk } from "./desk.ts";
import { keyCalls } from "./key-calls.ts";
import { openingCalls } from "./opening-calls.ts";
import { recordCalls } from "./record-calls.ts";
import { removalCalls } from "./removal-calls.ts";

export function openRoom(): Room {
  const desk = openDesk();
  return {
    ...openingCalls(desk),
    ...recordCalls(desk),
    ...attachmentCalls(desk),
    ...keyCalls(desk),
    ...backupCalls(desk),
    ...removalCalls(desk),
  };
}
