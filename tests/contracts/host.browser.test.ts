/** The browser Host in real Chromium. Only the couple's hands are stood in for: what they pick, and where a download goes. */
import { vi } from "vitest";
import { browserHost } from "#renderer/host/browser.ts";
import { hostContract } from "./host.ts";

const privateFolder = async (name: string) =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });

async function stagedNames(): Promise<string[]> {
  const folder = await privateFolder("staged-files");
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

hostContract("a plain browser", "browser", async () => {
  let pagesReplaced = 0;
  const downloads = new Map<string, string>(); // the address of the bytes, by the name of the download
  const opened = new Map<string, Uint8Array>();

  const download = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    downloads.set(this.download, this.href);
  });
  const pick = vi.spyOn(HTMLInputElement.prototype, "click");
  // A kept file stays staged while the browser saves it, so what earlier tests kept is still there.
  for (const name of ["backups", "backup-parts"]) {
    const folder = await privateFolder(name);
    for await (const entry of folder.keys()) await folder.removeEntry(entry);
  }
  const stagedBefore = (await stagedNames()).length;

  return {
    host: browserHost(() => {
      pagesReplaced += 1;
    }),
    willSave: () => false,
    async willOpen(answer) {
      pick.mockImplementationOnce(function (this: HTMLInputElement) {
        if (answer === "cancelled") {
          this.dispatchEvent(new Event("cancel"));
          return;
        }
        opened.set(answer.name, answer.bytes);
        const picked = new DataTransfer();
        picked.items.add(new File([answer.bytes.slice()], answer.name));
        this.files = picked.files;
        this.dispatchEvent(new Event("change"));
      });
    },
    async willOpenFolder(answer) {
      pick.mockImplementationOnce(function (this: HTMLInputElement) {
        if (answer === "cancelled") {
          this.dispatchEvent(new Event("cancel"));
          return;
        }
        // No script may say where a file lay: what the browser's dialog does is said for it.
        const files = Object.entries(answer).map(([path, bytes]) =>
          Object.defineProperty(new File([bytes.slice()], path.split("/").at(-1) ?? ""), "webkitRelativePath", {
            value: `Notes/${path}`,
          }),
        );
        Object.defineProperty(this, "files", { value: files });
        this.dispatchEvent(new Event("change"));
      });
    },
    async kept(name) {
      const address = downloads.get(name);
      if (address === undefined) return opened.get(name) ?? null;
      return new Uint8Array(await (await fetch(address)).arrayBuffer());
    },
    willChooseFolder: () => undefined,
    restarted: async () => browserHost(() => undefined),
    leftovers: async () => (await stagedNames()).length - stagedBefore,
    ledgersAside: async () => 0,
    pagesReplaced: () => pagesReplaced,
    sendCommand: null,
    async end() {
      download.mockRestore();
      pick.mockRestore();
    },
  };
});
