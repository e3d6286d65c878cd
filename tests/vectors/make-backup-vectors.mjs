// Makes tests/vectors/backup.v1.twofold and what is in it, backup.v1.json: `node tests/vectors/make-backup-vectors.mjs`.
// For a new format version only: the point of a frozen file is that an older program wrote it. Nothing here is anybody's.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve(import.meta.dirname, "backup-vectors.ts"));
const { file, facts } = await module.backupVectors();
writeFileSync(resolve(import.meta.dirname, "backup.v1.twofold"), file, { flag: "wx" });
writeFileSync(resolve(import.meta.dirname, "backup.v1.json"), `${JSON.stringify(facts, null, 1)}\n`, { flag: "wx" });
