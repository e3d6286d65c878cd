import { resolve } from "node:path";
import { defineConfig } from "vite";
import { isNodeBuiltin, onlyImports } from "./only-imports.ts";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  logLevel: "warn",
  plugins: [onlyImports((id) => id === "electron" || isNodeBuiltin(id))],
  ssr: { noExternal: true, external: ["electron"], target: "node" },
  build: {
    ssr: "electron/main.ts",
    outDir: "out/main",
    emptyOutDir: true,
    target: "node22",
    rolldownOptions: { output: { format: "es", entryFileNames: "main.js", codeSplitting: false } },
  },
});
