import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const ROOT = new URL("..", import.meta.url).pathname;

const restrict = (selector, message) => ({ selector, message });

const NO_ENUMS = restrict("TSEnumDeclaration", "Use a union of literals.");
const NO_DEFAULT_EXPORTS = restrict("ExportDefaultDeclaration", "Export by name.");
const NO_RAW_IPC = [
  restrict(
    "MemberExpression[object.name=/^ipc(Main|Renderer)$/]",
    "Only electron/ipc.ts and electron/preload.ts speak IPC.",
  ),
  restrict(
    "CallExpression[callee.property.name='send'][callee.object.property.name='webContents']",
    "Only electron/ipc.ts and electron/preload.ts speak IPC.",
  ),
];
const NO_AMBIENT_CLOCK_OR_CHANCE = [
  restrict("NewExpression[callee.name='Date'][arguments.length=0]", "Take the instant as an argument."),
  restrict("CallExpression[callee.name='Date']", "Take the instant as an argument."),
  restrict("MemberExpression[object.name='Date'][property.name='now']", "Take the instant as an argument."),
  restrict("MemberExpression[object.name='Temporal'][property.name='Now']", "Take the instant as an argument."),
  restrict("MemberExpression[object.name='Math'][property.name='random']", "Take chance as an argument."),
];
const NO_MARKUP_FROM_STRINGS = restrict(
  "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  "Text becomes nodes, never markup.",
);

// A reason follows two dashes, as in: eslint-disable-next-line no-control-regex -- control characters are what this refuses
const reasonedDisables = {
  rules: {
    "disable-says-why": {
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S{3}/.test(comment.value)) {
              context.report({ loc: comment.loc, message: "Say after two dashes why the rule does not hold here." });
            }
          }
        },
      }),
    },
  },
};

export default defineConfig(
  { ignores: ["out/", "dist/", "coverage/", "test-results/", "playwright-report/"] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: {
      parserOptions: {
        project: [
          "shared/tsconfig.json",
          "renderer/tsconfig.json",
          "renderer/worker/tsconfig.json",
          "electron/tsconfig.json",
          "tests/tsconfig.json",
          "build/tsconfig.json",
        ],
        tsconfigRootDir: ROOT,
      },
    },
    plugins: { twofold: reasonedDisables },
    rules: {
      "twofold/disable-says-why": "error",
      "no-restricted-syntax": ["error", NO_ENUMS, NO_DEFAULT_EXPORTS],
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/require-await": "off", // a port's method is async whether or not one adapter of it waits
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/unbound-method": "off", // objects of functions, written as methods: nothing here reads `this`
      "no-undef": "off", // the type check knows better
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["shared/**", "renderer/**", "electron/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["../../*"], message: "Cross a realm by its alias; inside one, at most one step up." }] },
      ],
    },
  },
  {
    files: ["shared/**"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", NO_ENUMS, NO_DEFAULT_EXPORTS, ...NO_AMBIENT_CLOCK_OR_CHANCE],
    },
  },
  {
    files: ["renderer/**"],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", NO_ENUMS, NO_DEFAULT_EXPORTS, NO_MARKUP_FROM_STRINGS],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource"],
    },
  },
  {
    files: ["renderer/{app,ui,features}/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        NO_ENUMS,
        NO_DEFAULT_EXPORTS,
        NO_MARKUP_FROM_STRINGS,
        ...NO_AMBIENT_CLOCK_OR_CHANCE,
      ],
    },
  },
  {
    files: ["electron/**"],
    ignores: ["electron/ipc.ts", "electron/preload.ts"],
    rules: { "no-restricted-syntax": ["error", NO_ENUMS, NO_DEFAULT_EXPORTS, ...NO_RAW_IPC] },
  },
  {
    files: ["build/*.config.{js,ts}"],
    rules: { "no-restricted-syntax": ["error", NO_ENUMS] },
  },
  {
    files: ["build/**/*.mjs"],
    rules: {
      // A type given in a comment is the compiler's to hold; these rules do not see it.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
  {
    files: ["**/*.{js,cjs}", "tests/**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
