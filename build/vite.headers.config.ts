// The browser Host's server is plain Node and reads the policy that the shell's protocol handler uses from this one file.
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { onlyImports } from "./only-imports.ts";

const root = resolve(import.meta.dirname, "..");

export default defineConfig({
  root,
  logLevel: "warn",
  plugins: [onlyImports(() => false)],
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "shared/host/response-headers.ts",
    outDir: "out/headers",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: { output: { format: "es", entryFileNames: "response-headers.mjs", codeSplitting: false } },
  },
});
