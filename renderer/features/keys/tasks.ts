/** What one does with one's keys and with the journal as a whole, each on a page of its own. */
export type KeysTask =
  "change-passphrase" | "renew-words" | "start-anew" | "invite-anew" | "take-my-part" | "delete-journal";
