import { resolve } from "node:path";

/**
 * Packages whose build for browsers asks the page's document, which a worker has not: there the one for everywhere else stands. The
 * import worker's Markdown parser brings the one here.
 */
export const WITHOUT_DOCUMENT = {
  "decode-named-character-reference": resolve(
    import.meta.dirname,
    "../node_modules/decode-named-character-reference/index.js",
  ),
};
