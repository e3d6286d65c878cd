// What mutations.ts runs vitest with: a project for each mutation, whose sources are broken as they are read, and one with every rule as it is.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";
import { brokenSource, type Mutation, MUTATIONS } from "./mutation-list.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Where the tests lie that hold the domain and the analysis to their rules without a browser. */
const TESTS = [
  "tests/shared/analysis",
  "tests/shared/domain",
  "tests/renderer/features/inventory",
  "tests/renderer/features/pulse",
  "tests/renderer/ui/records",
];

const { some, told } = JSON.parse(process.env["TWOFOLD_MUTATIONS"] ?? "") as { some: number[]; told: string };

const FILES = TESTS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
)
  .filter((file) => file.endsWith(".test.ts") && !file.endsWith(".browser.test.ts"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

const filesCiting = (rules: readonly string[]): string[] =>
  FILES.filter(({ text }) => rules.some((rule) => text.includes(`[${rule}]`))).map(({ file }) => file);

const breaking = (mutation: Mutation): Plugin => ({
  name: "twofold-mutation",
  enforce: "pre",
  transform: (source, id) => (id === join(ROOT, mutation[1]) ? brokenSource(source, mutation) : null),
});

const project = (name: string, rules: readonly string[], plugins: Plugin[]) => ({
  root: ROOT,
  plugins,
  test: {
    name,
    setupFiles: [join(ROOT, "tests/support/seeded.ts")],
    environment: "node" as const,
    include: filesCiting(rules),
    pool: "threads" as const,
    fsModuleCache: false,
  },
});

const chosen = some.map((at) => MUTATIONS[at] as Mutation);

/** Writes the names of the tests that fail, by the project's name; a file that does not load is told by its own. */
const telling: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const failed: Record<string, string[]> = {};
    for (const module of modules) {
      const names = [...module.children.allTests("failed")].map(({ fullName }) => fullName);
      const all = names.length === 0 && !module.ok() ? [module.moduleId] : names;
      failed[module.project.name] = [...(failed[module.project.name] ?? []), ...all];
    }
    writeFileSync(told, JSON.stringify(failed));
  },
};

// eslint-disable-next-line no-restricted-syntax -- vitest reads its configuration from the default
export default defineConfig({
  root: ROOT,
  cacheDir: "node_modules/.vite-mutations",
  test: {
    fsModuleCache: false, // it keeps a module by its file alone, and would hand a broken one to the next project, or to the next run of all tests
    provide: { seed: 20_261_123 },
    reporters: [telling],
    projects: [
      project("sound", [...new Set(chosen.map(([rule]) => rule))], []),
      ...chosen.map((mutation, at) => project(String(some[at]), [mutation[0]], [breaking(mutation)])),
    ],
  },
});
