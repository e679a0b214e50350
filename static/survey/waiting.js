/* Where locked answers wait on a phone. Nothing is made there unless somebody asks. */

const NAME = "waiting", STORE = "answers";

/* Open what there is; with `make` also where there is nothing yet. Null: nothing. */
export function open(make = false) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      if (make) asked.result.createObjectStore(STORE, { keyPath: "id" });
      else asked.transaction.abort();
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => make ? reject(asked.error) : resolve(null);
  });
}

/* What was done is done once the phone has written it: a full one refuses only then. */
const written = (asked) => new Promise((resolve, reject) => {
  asked.transaction.oncomplete = () => resolve(asked.result);
  asked.transaction.onabort = () => reject(asked.transaction.error);
});

/* Do one thing with the store, where there is one. */
export async function within(mode, act, make = false) {
  const base = await open(make);
  if (!base) return undefined;
  try {
    return await written(act(base.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE)));
  } finally {
    base.close();
  }
}

export const all = async () => (await within("readonly", (store) => store.getAll())) ?? [];

/* Tell whether anything waits here. */
export const waits = async () => "indexedDB" in window && (await all()).length > 0;

/* One at a time, in all tabs: else one takes away with its last what another just kept.
   A very old browser has no locks; there that is a matter of a millisecond. */
const alone = (act) => navigator.locks ? navigator.locks.request(NAME, act) : act();

/* Keep one, in the place of an older one of the same form. */
export const put = (record) => alone(() => within("readwrite", (store) => store.put(record), true));

/* Take one away, and with the last one all trace of it. */
export const drop = (id) => alone(async () => {
  await within("readwrite", (store) => store.delete(id));
  if (!(await all()).length) indexedDB.deleteDatabase(NAME);
});
