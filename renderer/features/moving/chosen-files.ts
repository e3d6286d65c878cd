import type { Host } from "#shared/host/host.ts";
import type { ChosenFile } from "#renderer/worker/import-client.ts";

/** What was chosen to be brought in, held open by the shell until it is dropped. */
export interface Chosen {
  /** Of the file or the folder. */
  readonly name: string;
  readonly files: readonly ChosenFile[];
  /** Files of the folder that were not opened: links, and more than are taken. */
  readonly left: number;
  /** Lets go of them. Nothing is written through them: what cannot be closed is closed with the window. */
  drop(): void;
}

/** Asks for a file of another journal, or for a folder of Markdown; null when it was put off. */
export async function chooseFiles(host: Host, what: "file" | "folder"): Promise<Chosen | null> {
  const opened = what === "file" ? await oneFile(host) : await host.openFolder();
  if (opened === "cancelled") return null;
  const { name, files, left } = opened;
  return {
    name,
    left,
    files: files.map(({ file, path, size }) => ({
      path,
      size,
      read: (offset, length) => host.readFile(file, offset, length),
    })),
    drop() {
      for (const { file } of files) host.dropFile(file).catch(() => undefined);
    },
  };
}

async function oneFile(host: Host) {
  const opened = await host.openFile({ purpose: "import" });
  if (opened === "cancelled") return opened;
  const { file, name, size } = opened;
  return { name, files: [{ file, path: name, size }], left: 0 };
}
