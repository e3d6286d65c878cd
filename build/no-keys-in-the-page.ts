import type { Plugin } from "vite";

const CRYPTOGRAPHY = /\/node_modules\/libsodium/;

/**
 * Fails the build of the page when it would carry libsodium: keys live in workers alone, and the page's policy lets it compile
 * no WebAssembly. Says along which imports it came.
 */
export function noKeysInThePage(): Plugin {
  return {
    name: "twofold:no-keys-in-the-page",
    generateBundle() {
      const found = [...this.getModuleIds()].find((id) => CRYPTOGRAPHY.test(id));
      if (found === undefined) return;
      const way = [found];
      for (;;) {
        const importer = this.getModuleInfo(way[0] ?? found)?.importers.find((id) => !way.includes(id));
        if (importer === undefined) break;
        way.unshift(importer);
      }
      this.error(`the page would carry libsodium: ${way.join(" -> ")}`);
    },
  };
}
