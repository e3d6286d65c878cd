import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { licences } from "./licences.ts";
import { noKeysInThePage } from "./no-keys-in-the-page.ts";
import { BROWSER_MODULES } from "./browser-modules.ts";

const root = resolve(import.meta.dirname, "..");
const licencesFile = licences();

/** What the page needs before a passphrase can be typed, in one piece: it compresses to under 150 kB, twenty pieces do not. */
const DOOR = new RegExp(
  [
    String.raw`node_modules/(react|react-dom|scheduler|i18next|react-i18next|zod)/`,
    String.raw`renderer/(store/|app/(theme|i18n|Boundary)\.|ui/(Icon|Button|Field|CoverBook|use-act|ErrorNote)\.)`,
    String.raw`shared/(base|host)/`,
    String.raw`shared/domain/(?!vocabulary)`,
  ].join("|"),
);

export default defineConfig({
  root: resolve(root, "renderer"),
  cacheDir: resolve(root, "node_modules/.vite"),
  logLevel: "warn",
  plugins: [react(), licencesFile.page, noKeysInThePage()],
  resolve: {
    alias: {
      "@stdlib/assert-has-generator-support": resolve(import.meta.dirname, "has-generators.cjs"),
      ...BROWSER_MODULES,
    },
  },
  worker: { format: "es", plugins: licencesFile.workers },
  define: { "import.meta.env.VITE_APP_VERSION": JSON.stringify(packageJson.version) },
  build: {
    outDir: resolve(root, "out/renderer"),
    emptyOutDir: true,
    target: "chrome144", // the first with Temporal, and the oldest Chromium supported; Electron's is newer
    assetsInlineLimit: 0, // img-src and font-src know no data:
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2048,
    rolldownOptions: {
      output: {
        comments: { legal: true, annotation: false, jsdoc: false },
        codeSplitting: { groups: [{ name: "door", test: DOOR }] },
      },
    },
  },
});
