/** Deletes every IndexedDB database of the test's page: what an earlier test file left behind. */
export async function deleteEverything(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(name as string);
      request.onsuccess = request.onerror = resolve;
    });
  }
}

/** Runs against a database of the origin, as somebody with the profile's files could. */
export async function inDatabase<T>(
  name: string,
  table: string,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("open"));
  });
  try {
    return await new Promise((resolve, reject) => {
      const request = ask(database.transaction(table, "readwrite").objectStore(table));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error("request"));
    });
  } finally {
    database.close();
  }
}

/** Names of the journal's databases, those set aside among them. */
export const journalDatabases = async () =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith("twofold-journal-") ? [name] : []));

/** Everything in a database of the origin, to be put back with `putBack`: what a copy of the profile's files would hold. */
export async function copyOf(name: string): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const tables = ["rows", "parts", "drafts", "facts"];
  const copies = await Promise.all(tables.map((table) => inDatabase(name, table, (store) => store.getAll())));
  return new Map(tables.map((table, at) => [table, copies[at] as unknown[]]));
}

/** Sets a database back to what `copyOf` read. */
export async function putBack(name: string, copy: ReadonlyMap<string, readonly unknown[]>): Promise<void> {
  for (const [table, values] of copy) {
    await inDatabase(name, table, (store) => store.clear());
    for (const value of values) await inDatabase(name, table, (store) => store.put(value));
  }
}

/** Takes a whole table out of a database: what reads it fails from then on, as it does where a disk has worn. */
export async function dropTable(name: string, table: string): Promise<void> {
  const found = (await indexedDB.databases()).find((database) => database.name === name);
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, (found?.version ?? 0) + 1);
    request.onupgradeneeded = () => request.result.deleteObjectStore(table);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(new Error("upgrade"));
  });
}
