// Makes tests/vectors/vault.v1.json: `node tests/vectors/make-vault-vectors.mjs`. Run it for a new format version only -
// the point of a frozen vector is that it was written by an older program. Chance is the system's: what is frozen is
// what came out, with every secret needed to open it. Nothing here is anybody's.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve(import.meta.dirname, "vault-vectors.ts"));
const file = resolve(import.meta.dirname, "vault.v1.json");
writeFileSync(file, `${JSON.stringify(await module.vaultVectors(), null, 1)}\n`, { flag: "wx" });
