/** The desktop Host, whole: renderer/host/electron.ts over the real preload, bridged to the shell's main modules on a fake Electron. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { electronHost } from "#renderer/host/electron.ts";
import { BRIDGE_NAME } from "#shared/host/channels.ts";
import type { HostBridge } from "#shared/host/host.ts";
import { bootShell } from "../support/boot-shell.ts";
import { hostContract } from "./host.ts";

hostContract("the desktop shell", "desktop", async () => {
  const home = await mkdtemp(join(tmpdir(), "twofold-host-"));
  const [folder, userData, otherFolder] = [join(home, "Documents"), join(home, "data"), join(home, "stick")];
  await Promise.all([folder, userData, otherFolder].map((path) => mkdir(path)));
  const start = async () => {
    const electron = await bootShell({ documents: folder, userData, home });
    return { electron, host: electronHost(electron.contextBridge.exposed.get(BRIDGE_NAME) as HostBridge) };
  };
  const { electron, host } = await start();
  const firstWindows = electron.windows.length;
  const prepared = new Set<string>();

  return {
    host,
    willSave(answer) {
      electron.dialog.answers.push(answer === "cancelled" ? answer : join(folder, answer.name));
      if (answer !== "cancelled") prepared.add(answer.name);
      return true;
    },
    async willOpen(answer) {
      electron.dialog.answers.push(answer === "cancelled" ? answer : join(folder, answer.name));
      if (answer === "cancelled") return;
      prepared.add(answer.name);
      await writeFile(join(folder, answer.name), answer.bytes);
    },
    async willOpenFolder(answer) {
      electron.dialog.answers.push(answer === "cancelled" ? answer : join(home, "Notes"));
      if (answer === "cancelled") return;
      for (const [path, bytes] of Object.entries(answer)) {
        await mkdir(dirname(join(home, "Notes", path)), { recursive: true });
        await writeFile(join(home, "Notes", path), bytes);
      }
    },
    async kept(name) {
      const names = await readdir(folder);
      return names.includes(name) ? new Uint8Array(await readFile(join(folder, name))) : null;
    },
    willChooseFolder: (answer) => void electron.dialog.answers.push(answer === "cancelled" ? answer : otherFolder),
    restarted: async () => (await start()).host,
    async leftovers() {
      const names = await readdir(home, { recursive: true });
      const inDocuments = names.filter((name) => dirname(name) === "Documents" && !prepared.has(basename(name)));
      return inDocuments.length + names.filter((name) => dirname(name) !== "Documents" && /part$/.test(name)).length;
    },
    async ledgersAside() {
      const names = await readdir(home, { recursive: true });
      return names.filter((name) => name.endsWith(".ledger-aside")).length;
    },
    pagesReplaced: () => electron.windows.length - firstWindows,
    sendCommand: (command) => electron.newest().webContents.send("twofold:command", command),
    end: () => rm(home, { recursive: true }),
  };
});
