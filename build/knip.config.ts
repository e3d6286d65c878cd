import type { KnipConfig } from "knip";

export default {
  entry: [
    "renderer/index.html",
    "renderer/worker/*.worker.ts",
    "electron/main.ts",
    "electron/preload.ts",
    "electron/cli/cli.ts",
    "build/**/*.{mjs,cjs}",
    "tests/**/*.{test.ts,test.tsx,spec.ts}",
    "tests/support/floor-cost.ts", // by its place in build/vitest.config.ts
    "tests/bench/{run.mjs,page.ts,ledger.ts,limits.ts,*.worker.ts}",
    "tests/campaigns/*.{mjs,ts}",
    "tests/support/floor-cost.ts", // put in the place of slot-cost.ts by the configuration of vitest
    "tests/vectors/{make-*.mjs,*-vectors.ts}",
  ],
  project: ["{shared,renderer,electron,build,tests}/**/*.{ts,tsx,js,mjs,cjs,css}"],
  compilers: {
    // The faces are packages that only a style sheet names.
    css: (text: string) =>
      [...text.matchAll(/(?:url\(|@import )"?([^".#)][^")]*)"?/g)].map(([, file]) => `import "${file}";`).join("\n"),
  },
  vite: { config: ["build/vite.*.config.ts"] },
  vitest: { config: ["build/vitest.config.ts"] },
  playwright: { config: ["build/playwright.config.ts"] },
  eslint: { config: ["build/eslint.config.js"] },
  "dependency-cruiser": { config: ["build/dependency-rules.cjs"] },
  ignoreBinaries: ["unshare", "mount", "umount"], // the system's own, for the campaigns that need a network or a disk of their own
  ignoreExportsUsedInFile: { interface: true, type: true }, // a signature names its types, whether or not anybody else does yet
} satisfies KnipConfig;
