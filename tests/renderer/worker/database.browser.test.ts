import Dexie from "dexie";
import { expect, test } from "vitest";
import { stageStore } from "#renderer/worker/database.ts";

test("a store that is deleted while it is open refuses the next save, and no empty one comes in its place", async () => {
  const store = await stageStore("journal", crypto.randomUUID(), Date.now());
  await store.setFact("last-backup", "before");
  await Dexie.delete(store.name);
  await expect(store.setFact("last-backup", "after")).rejects.toMatchObject({ code: "storage-failed" });
  await expect(store.setFact("last-backup", "again")).rejects.toMatchObject({ code: "storage-failed" });
  expect(await Dexie.exists(store.name)).toBe(false);
  store.close();
});

test("a store that is only closed under an open journal is opened anew", async () => {
  const store = await stageStore("journal", crypto.randomUUID(), Date.now());
  await store.setFact("last-backup", "before");
  const newer = indexedDB.open(store.name, 1_000); // another connection asks for another version: this one is closed for it
  await new Promise((done) => newer.addEventListener("upgradeneeded", done));
  newer.transaction?.abort();
  await expect.poll(() => store.fact("last-backup")).toBe("before");
  store.close();
  await Dexie.delete(store.name);
});
