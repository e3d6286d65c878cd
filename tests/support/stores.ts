/** Deletes every IndexedDB database of the test's page: what an earlier test file left behind. */
export async function deleteEverything(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name as string);
      request.onsuccess = request.onerror = resolve;
    });
  }
}
