// Makes those of tests/vectors/vault.v1.json, lineage.v1.json and commitment.v1.json that are not there: `node tests/vectors/make-vault-vectors.mjs`.
// Never over one that is - the point of a frozen vector is that it was written by an older program. Chance is the system's:
// what is frozen is what came out, with every secret needed to open it. Nothing here is anybody's.
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve(import.meta.dirname, "vault-vectors.ts"));
for (const [name, make] of [
  ["vault.v1.json", module.vaultVectors],
  ["lineage.v1.json", module.lineageVectors],
  ["commitment.v1.json", module.commitmentVector],
]) {
  const file = resolve(import.meta.dirname, name);
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(await make(), null, 1)}\n`, { flag: "wx" });
}
