import { resolve } from "node:path";
import { defineConfig } from "vite";
import { onlyImports } from "./only-imports.ts";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  logLevel: "warn",
  plugins: [onlyImports((id) => id === "electron")],
  ssr: { noExternal: true, external: ["electron"], target: "node" },
  build: {
    ssr: "electron/preload.ts",
    outDir: "out/preload",
    emptyOutDir: true,
    target: "chrome144",
    rolldownOptions: { output: { format: "cjs", entryFileNames: "preload.cjs", codeSplitting: false } },
  },
});
