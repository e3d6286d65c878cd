// `npm run -s twofold -- <command>`: the headless command, built first when it is stale. Its stdout is the command's alone.
import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { buildStale } from "./build.mjs";

const program = resolve(import.meta.dirname, "..", "out/cli/twofold.mjs");
await buildStale(["cli"]);
process.argv[1] = program;
await import(pathToFileURL(program).href);
