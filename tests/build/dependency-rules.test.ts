import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { afterAll, beforeAll, expect, test } from "vitest";
import rules from "../../build/dependency-rules.cjs";

/** One violation for every rule: the rule, the file that breaks it, and what it imports. */
const SEEDS: readonly [rule: string, file: string, imports: string][] = [
  ["nothing-unresolved", "shared/base/seed1.ts", "./nowhere.ts"],
  ["product-knows-no-tests-and-no-build", "renderer/store/seed1.ts", "../../tests/sound.ts"],
  ["product-needs-no-development-package", "renderer/store/seed2.ts", "fast-check"],
  ["shared-knows-no-realm", "shared/vault/seed2.ts", "../../renderer/ui/sound.ts"],
  ["node-is-for-electron", "shared/backup/seed1.ts", "node:fs"],
  ["node-is-for-electron", "renderer/host/seed1.ts", "node:path"],
  ["renderer-knows-no-shell", "renderer/host/seed2.ts", "../../electron/sound.ts"],
  ["shell-is-blind", "electron/seed1.ts", "#shared/domain/sound.ts"],
  ["shell-is-blind", "electron/seed2.ts", "#shared/crypto/sound.ts"],
  ["shell-is-blind", "electron/seed3.ts", "./cli/sound.ts"],
  ["cli-knows-no-screen-and-no-shell", "electron/cli/seed1.ts", "../sound.ts"],
  ["shared-is-classified", "shared/seed1.ts", "./base/sound.ts"],
  ["shared-is-classified", "shared/utils/seed2.ts", "../base/sound.ts"],
  ["nothing-unclassified-in-shared", "electron/cli/seed2.ts", "#shared/unclassified.ts"],
  ["shared-base", "shared/base/seed2.ts", "../domain/sound.ts"],
  ["shared-crypto", "shared/crypto/seed1.ts", "../domain/sound.ts"],
  ["shared-vault", "shared/vault/seed1.ts", "../domain/sound.ts"],
  ["shared-ledger", "shared/ledger/seed1.ts", "../domain/sound.ts"],
  ["shared-domain", "shared/domain/seed1.ts", "../crypto/sound.ts"],
  ["shared-analysis", "shared/analysis/seed1.ts", "../vault/sound.ts"],
  ["shared-exchange", "shared/exchange/seed1.ts", "../analysis/sound.ts"],
  ["shared-sample", "shared/sample/seed1.ts", "../vault/sound.ts"],
  ["shared-backup", "shared/backup/seed2.ts", "../analysis/sound.ts"],
  ["shared-host", "shared/host/seed1.ts", "../domain/sound.ts"],
  ["renderer-host", "renderer/host/seed3.ts", "../store/sound.ts"],
  ["renderer-worker", "renderer/worker/seed1.ts", "../store/sound.ts"],
  ["renderer-store", "renderer/store/seed3.ts", "../ui/sound.ts"],
  ["renderer-ui", "renderer/ui/seed1.ts", "../features/needs/sound.ts"],
  ["renderer-features", "renderer/features/needs/seed2.ts", "#renderer/app/sound.ts"],
  ["renderer-app", "renderer/app/seed1.ts", "../main.tsx"],
  ["features-are-islands", "renderer/features/needs/seed3.ts", "#renderer/features/today/sound.ts"],
  ["kept-to-its-place: zod", "shared/domain/seed4.ts", "zod"],
  ["kept-to-its-place: libsodium-wrappers-sumo", "shared/vault/seed3.ts", "libsodium-wrappers-sumo"],
  ["kept-to-its-place: @scure/bip39", "shared/crypto/seed2.ts", "@scure/bip39"],
  ["kept-to-its-place: @stdlib", "shared/analysis/seed2.ts", "@stdlib/stats-base-dists-beta-quantile"],
  ["kept-to-its-place: temporal-polyfill", "shared/domain/seed2.ts", "temporal-polyfill"],
  ["kept-to-its-place: pure-rand", "shared/domain/seed3.ts", "pure-rand/generator/xoroshiro128plus"],
  ["kept-to-its-place: dexie", "renderer/store/seed4.ts", "dexie"],
  ["kept-to-its-place: @tiptap", "renderer/features/needs/seed4.ts", "@tiptap/core"],
  ["kept-to-its-place: @mantine", "renderer/worker/seed2.ts", "@mantine/core"],
  ["kept-to-its-place: @zxcvbn-ts", "shared/vault/seed4.ts", "@zxcvbn-ts/core"],
  ["kept-to-its-place: (react|react-dom|react-i18next|i18next)", "renderer/worker/seed3.ts", "react"],
  ["kept-to-its-place: electron", "renderer/app/seed2.ts", "electron"],
  ["kept-to-its-place: @zip\\.js", "renderer/store/seed5.ts", "@zip.js/zip.js"],
  ["kept-to-its-place: (mdast-util-[a-z-]+|micromark-[a-z-]+|yaml|htmlparser2)", "shared/exchange/seed2.ts", "yaml"],
  ["kept-to-its-place: exifreader", "shared/exchange/seed3.ts", "exifreader"],
  ["kept-to-its-place: diff", "renderer/ui/seed2.ts", "diff"],
  ["kept-to-its-place: @tanstack", "renderer/features/needs/seed5.ts", "@tanstack/react-virtual"],
  ["zxcvbn-only-lazily", "renderer/ui/seed9.ts", "@zxcvbn-ts/core"],
];

/** What the rules allow, one for each step of the one-way rule; they must say nothing of it. */
const SOUND: readonly [file: string, source: string][] = [
  ["tests/sound.ts", "export {};"],
  ["shared/unclassified.ts", "export {};"],
  ["shared/base/sound.ts", "export {};"],
  ["shared/crypto/sound.ts", 'import "../base/sound.ts";'],
  ["shared/crypto/sodium.ts", 'import "libsodium-wrappers-sumo";'],
  ["shared/vault/sound.ts", 'import "../crypto/sound.ts"; import "../base/sound.ts";'],
  ["shared/domain/sound.ts", 'import "../base/zod.ts";'],
  ["shared/base/zod.ts", 'import "zod";'],
  ["shared/analysis/sound.ts", 'import "../domain/sound.ts";'],
  ["shared/backup/sound.ts", 'import "../vault/sound.ts"; import "../domain/sound.ts";'],
  ["shared/host/sound.ts", 'import "../base/sound.ts";'],
  ["electron/sound.ts", 'import "electron"; import "node:fs"; import "#shared/host/sound.ts";'],
  ["electron/disk.ts", 'import "node:fs";'],
  [
    "electron/cli/sound.ts",
    'import "#shared/vault/sound.ts"; import "#shared/analysis/sound.ts"; import "../disk.ts";',
  ],
  ["renderer/worker/sound.ts", 'import "dexie"; import "#shared/vault/sound.ts";'],
  ["renderer/store/sound.ts", 'import "../worker/sound.ts";'],
  ["renderer/ui/sound.ts", 'import "react"; import "../store/sound.ts";'],
  ["renderer/ui/passphrase-strength.ts", 'void import("@zxcvbn-ts/core");'],
  ["renderer/features/needs/sound.ts", 'import "#renderer/ui/sound.ts"; import "#shared/domain/sound.ts";'],
  ["renderer/features/today/sound.ts", "export {};"],
  ["renderer/app/sound.ts", 'import "../features/needs/sound.ts";'],
  ["renderer/main.tsx", 'import "./app/sound.ts"; import "./store/sound.ts"; import "react-dom/client";'],
  ["shared/domain/round.ts", 'import "./about.ts";'],
  ["shared/domain/about.ts", 'import "./round.ts";'],
];

const root = resolve(import.meta.dirname, "../..");
let tree: string;
let found: { rule: string; file: string }[];

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), "twofold-layers-"));
  await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  await symlink(join(root, "package.json"), join(tree, "package.json"));
  for (const [file, source] of [...SOUND, ...SEEDS.map(([, from, to]) => [from, `import "${to}";`] as const)]) {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), source);
  }
  const { forbidden, options } = rules;
  const { output } = await cruise(
    ["shared", "renderer", "electron"],
    { ...options, baseDir: tree, validate: true, ruleSet: { forbidden } as IFlattenedRuleSet },
    options.enhancedResolveOptions,
  );
  found = (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, file: from }));
});

afterAll(() => rm(tree, { recursive: true }));

test.each(SEEDS)("%s catches %s importing %s", (rule, file) => {
  expect(found).toContainEqual({ rule, file });
});

test("no-cycles catches two files that import each other", () => {
  expect(found.filter(({ rule }) => rule === "no-cycles").map(({ file }) => file)).toEqual(
    expect.arrayContaining(["shared/domain/about.ts"]),
  );
});

test("every rule is seeded", () => {
  const seeded = new Set([...SEEDS.map(([rule]) => rule), "no-cycles"]);
  expect(rules.forbidden.map((rule) => rule.name).filter((name) => !seeded.has(name))).toEqual([]);
});

test("what the one-way rule allows is let through", () => {
  const sound = SOUND.map(([file]) => file).filter((file) => !/round|about/.test(file));
  expect(found.filter(({ file }) => sound.includes(file))).toEqual([]);
});
