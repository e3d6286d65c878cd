// The one-way rule of CONTRIBUTING.md, as checks that fail. Each rule is seeded with a violation in tests/build/dependency-rules.test.ts.

/** What each folder of shared/ may import beside itself. A folder or file that is not named here is an error. */
const SHARED_MAY_IMPORT = {
  base: [],
  crypto: ["base"],
  vault: ["base", "crypto"],
  ledger: ["base", "crypto", "vault"],
  domain: ["base"],
  analysis: ["base", "domain"],
  exchange: ["base", "domain"],
  sample: ["base", "domain"],
  backup: ["base", "crypto", "vault", "domain", "sample"], // the sample couple is given out as a backup file
  host: ["base"],
};

/** The same for renderer/; main.tsx puts it all together. */
const RENDERER_MAY_IMPORT = {
  host: [],
  worker: ["host"],
  store: ["host", "worker"],
  ui: ["host", "worker", "store"],
  features: ["host", "worker", "store", "ui"],
  app: ["host", "worker", "store", "ui", "features"],
};

/** Packages that only one place may know, so that another could take their place there. */
const KEPT_TO = {
  zod: "^shared/base/zod\\.ts$",
  "libsodium-wrappers-sumo": "^shared/crypto/sodium\\.ts$",
  "@scure/bip39": "^shared/vault/recovery-words\\.ts$",
  "@stdlib": "^shared/analysis/statistics\\.ts$",
  "temporal-polyfill": "^shared/base/time\\.ts$",
  "pure-rand": "^shared/(sample/chance|analysis/seeded)\\.ts$",
  dexie: "^renderer/worker/",
  "@tiptap": "^renderer/ui/editor/",
  "@mantine": "^renderer/(app|ui)/",
  "@zxcvbn-ts": "^renderer/ui/",
  "(react|react-dom|react-i18next|i18next)": "^renderer/(main\\.tsx$|app/|store/|ui/|features/)",
  electron: "^electron/",
  "@zip\\.js": "^renderer/(worker/zip\\.ts$|features/moving/)",
  "(mdast-util-[a-z-]+|micromark-[a-z-]+|yaml|htmlparser2)": "^shared/exchange/import/",
  exifreader: "^renderer/ui/files/",
  diff: "^renderer/features/history/",
  "@tanstack": "^renderer/features/journal/",
};

const anyOf = (/** @type {string[]} */ names) => `(${names.join("|")})`;
const inPackage = (/** @type {string} */ name) => `(^|/)node_modules/${name}(/|$)`;
const rule = (/** @type {string} */ name, /** @type {object} */ from, /** @type {object} */ to) => ({
  name,
  severity: "error",
  from,
  to,
});

module.exports = {
  forbidden: [
    rule("no-cycles", {}, { circular: true }),
    rule("nothing-unresolved", {}, { couldNotResolve: true }),
    rule("product-knows-no-tests-and-no-build", { path: "^(shared|renderer|electron)/" }, { path: "^(tests|build)/" }),
    rule(
      "product-needs-no-development-package",
      { path: "^(shared|renderer|electron)/" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: inPackage("electron") },
    ),

    rule("shared-knows-no-realm", { path: "^shared/" }, { path: "^(renderer|electron)/" }),
    rule("node-is-for-electron", { path: "^(shared|renderer)/" }, { dependencyTypes: ["core"] }),
    rule("renderer-knows-no-shell", { path: "^renderer/" }, { path: "^electron/" }),
    rule(
      "shell-is-blind",
      { path: "^electron/(?!cli/)" },
      { path: "^(shared/(?!(host|base)/)|renderer/|electron/cli/)" },
    ),
    rule(
      "cli-knows-no-screen-and-no-shell", // but an export speaks in the app's texts, and both put a file on the disk in one way
      { path: "^electron/cli/" },
      { path: "^(renderer/(?!app/text/)|electron/(?!cli/|disk\\.ts$))" },
    ),

    rule("shared-is-classified", { path: `^shared/(?!${anyOf(Object.keys(SHARED_MAY_IMPORT))}/)` }, { path: ".*" }),
    rule("nothing-unclassified-in-shared", {}, { path: `^shared/(?!${anyOf(Object.keys(SHARED_MAY_IMPORT))}/)` }),
    ...Object.entries(SHARED_MAY_IMPORT).map(([folder, others]) =>
      rule(
        `shared-${folder}`,
        { path: `^shared/${folder}/` },
        { path: "^shared/", pathNot: `^shared/${anyOf([folder, ...others])}/` },
      ),
    ),
    ...Object.entries(RENDERER_MAY_IMPORT).map(([folder, others]) =>
      rule(
        `renderer-${folder}`,
        { path: `^renderer/${folder}/` },
        { path: "^renderer/", pathNot: `^renderer/${anyOf([folder, ...others])}/` },
      ),
    ),
    rule(
      "features-are-islands",
      { path: "^renderer/features/([^/]+)/" },
      { path: "^renderer/features/", pathNot: "^renderer/features/$1/" },
    ),

    ...Object.entries(KEPT_TO).map(([name, place]) =>
      rule(
        `kept-to-its-place: ${name}`,
        { path: "^(shared|renderer|electron)/", pathNot: place },
        { path: inPackage(name) },
      ),
    ),
    rule(
      "zxcvbn-only-lazily", // its word lists weigh more than the app
      { path: "^renderer/" },
      { path: inPackage("@zxcvbn-ts"), dependencyTypesNot: ["dynamic-import", "type-only"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".d.ts"],
    },
  },
};
