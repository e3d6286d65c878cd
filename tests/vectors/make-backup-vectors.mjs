// Makes the backups of version 2 and what is in them: `node tests/vectors/make-backup-vectors.mjs`. backup.v1.* were made by an
// older program and stay. For a new format version only: a frozen file is one that is not made again. Nothing here is anybody's.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { runnerImport } from "vite";

const { module } = await runnerImport(resolve(import.meta.dirname, "backup-vectors.ts"));
const { whole, rotating, parts, facts } = await module.backupVectors();
const folder = resolve(import.meta.dirname, "backup.v2");
mkdirSync(folder);
const write = (name, bytes) => writeFileSync(resolve(folder, name), bytes, { flag: "wx" });
write("whole.twofold", whole);
write("rotating.twofold", rotating);
for (const [name, sealed] of parts) write(name, sealed);
write("facts.json", `${JSON.stringify(facts, null, 1)}\n`);
