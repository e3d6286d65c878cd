// Stands for temporal-polyfill in the page and its workers: Chromium has Temporal of its own since 144, and a copy of it would
// be the heaviest part of what is fetched before a passphrase can be typed. Node 20 has none, so the command line keeps the copy.
export const { Temporal } = /** @type {any} */ (globalThis);
