/** One save appended to the shell's ledger, against a plain append and fsync of the same bytes. Runs in Node. */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerIn } from "../../electron/ledger.ts";
import { alternately, row, type Row } from "./measure.ts";

/** A row of 3 KB, a bucket of 2 KB, a root of 9 KB: what a save of a large journal comes to. */
const SAVE_BYTES = 14 * 1024;
const SAVES = 200;

export async function ledgerRows(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "twofold-bench-"));
  const bytes = new Uint8Array(SAVE_BYTES).fill(7);
  const ledger = ledgerIn(folder);
  const plain = await open(join(folder, "plain"), "w");
  try {
    const { temporary, handle } = await ledger.begin();
    await handle.close();
    await ledger.replaceWith(temporary);
    let end = 0;
    const result = await alternately(
      SAVES,
      async () => {
        await ledger.append(end, bytes);
        end += bytes.length;
      },
      async () => {
        await plain.appendFile(bytes);
        await plain.sync();
      },
    );
    return [row("ledger append, 14 KiB", "a plain append and fsync of the same bytes", result, 1.3)];
  } finally {
    await ledger.close();
    await plain.close();
    await rm(folder, { recursive: true });
  }
}
