import { resolve } from "node:path";

/** What stands for a package wherever the app's modules run in a browser: its page, its workers, their tests. */
export const BROWSER_MODULES = {
  // Its build for browsers asks the page's document, which a worker has not. The import worker's Markdown parser brings it.
  "decode-named-character-reference": resolve(
    import.meta.dirname,
    "../node_modules/decode-named-character-reference/index.js",
  ),
  "temporal-polyfill": resolve(import.meta.dirname, "native-temporal.mjs"),
};
