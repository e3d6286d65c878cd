import { resolve } from "node:path";
import { defineConfig } from "vite";
import { isNodeBuiltin, onlyImports } from "./only-imports.ts";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  logLevel: "warn",
  plugins: [onlyImports(isNodeBuiltin)],
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "electron/cli/cli.ts",
    outDir: "out/cli",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: { output: { format: "es", entryFileNames: "twofold.mjs", codeSplitting: false } },
  },
});
