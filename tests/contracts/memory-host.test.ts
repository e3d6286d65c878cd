/** The double that stands at the Host port in tests keeps the same contract as what it stands for. */
import { memoryHost } from "../support/memory-host.ts";
import { hostContract } from "./host.ts";

for (const shell of ["browser", "desktop"] as const) {
  hostContract(`the memory host as a ${shell}`, shell, async () => {
    const host = memoryHost(shell);
    const prepared = new Map<string, Uint8Array>();
    return {
      host,
      willSave(answer) {
        host.cancels = answer === "cancelled";
        return true;
      },
      async willOpen(answer) {
        host.chosen = answer === "cancelled" ? null : answer;
        if (answer !== "cancelled") prepared.set(answer.name, answer.bytes);
      },
      async willOpenFolder(answer) {
        host.chosenFolder = answer === "cancelled" ? null : { name: "Notes", contents: answer };
      },
      kept: async (name) => host.kept.get(name) ?? prepared.get(name) ?? null,
      willChooseFolder(answer) {
        host.cancels = answer === "cancelled";
      },
      restarted: async () => memoryHost(shell, host.own),
      leftovers: async () => host.staged(),
      ledgersAside: async () => [...host.own.keys()].filter((name) => name.endsWith(".ledger-aside")).length,
      pagesReplaced: () => host.replaced,
      sendCommand: host.send,
      end: async () => undefined,
    };
  });
}
