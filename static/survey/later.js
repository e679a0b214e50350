/* Answers that are sent when the phone is connected again, if somebody wants that.

   They are locked to the survey's public key before they touch the phone's storage:
   who finds them there, this page included, cannot read them. They are dropped once
   the server has them, refuses them for good, or after 72 hours. */

import { all, drop, put } from "./waiting.js";

export { drop };

const HOURS = 72, HOUR = 3600000;
const SAYS = new TextEncoder();

const bytes = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const large = (buffer) => {
  const parts = [], whole = new Uint8Array(buffer);
  for (let i = 0; i < whole.length; i += 8192) parts.push(String.fromCharCode(...whole.subarray(i, i + 8192)));
  return btoa(parts.join(""));
};

/* Tell whether this phone can lock and keep anything. */
export const possible = () => Boolean(window.crypto?.subtle && "indexedDB" in window);

/* Lock fields to a public key (P-256); the other half of `surveys/waves/sealed/box.py`. */
export async function lock(key, fields) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", bytes(key), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const half = await crypto.subtle.exportKey("raw", own.publicKey);
  const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: half, info: SAYS.encode("sealed answers") };
  const secret = await crypto.subtle.deriveKey(how, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const inside = SAYS.encode(JSON.stringify(fields));
  // The key is used once, so that one number does for all.
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, secret, inside);
  return { half: words(half), box: large(box) };
}

/* Keep locked answers on the phone; `id` is the form's token, hashed. */
export async function keep(id, url, key, fields) {
  const locked = await lock(key, fields);
  const record = { id, url, ...locked, until: Date.now() + HOURS * HOUR };
  await put(record);
  return record;
}

/* Return a name for a form that says nothing of it. */
export async function nameOf(token) {
  return words(await crypto.subtle.digest("SHA-256", SAYS.encode(`waiting:${token}`)));
}

/* Try to deliver one: "sent", "refused" for good, "dropped" as too old, or "waits". */
export async function deliver({ id, url, half, box, until }) {
  if (until <= Date.now()) {
    await drop(id);
    return "dropped";
  }
  let reply;
  try {
    reply = await fetch(url, { method: "POST", body: new URLSearchParams({ half, box }) });
  } catch {
    return "waits";
  }
  // Only these come from the survey itself; any other page is somebody's in between.
  const became = { 204: "sent", 409: "refused", 422: "refused" }[reply.status];
  if (!became) return "waits";
  await drop(id);
  return became;
}

async function fresh() {
  const found = await all(), now = Date.now();
  for (const each of found) if (each.until <= now) await drop(each.id);
  return found.filter((each) => each.until > now);
}

/* On a visit: drop what is too old, deliver the rest, and say what became of it. */
export async function visit() {
  const found = await fresh();
  if (!found.length) return;
  const page = await fetch(found[0].url).then((reply) => reply.text());
  const notice = new DOMParser().parseFromString(page, "text/html").getElementById("waiting");
  document.querySelector("main").prepend(document.adoptNode(notice));
  const say = (became) => notice.querySelectorAll("[data-if]").forEach((each) => {
    each.hidden = !became.includes(each.dataset.if);
  });
  const now = async () => {
    const left = await all(), became = [];
    for (const each of left) became.push(await deliver(each));
    notice.querySelector("b").textContent = became.filter((each) => each === "waits").length;
    say(became);
  };
  // One after the other: what is on its way is not deleted, unsent.
  let turn = Promise.resolve();
  const inTurn = (act) => () => turn = turn.then(act, act);
  notice.querySelector("[value=now]").addEventListener("click", inTurn(now));
  notice.querySelector("[value=drop]").addEventListener("click", inTurn(async () => {
    const left = await all();
    for (const each of left) await drop(each.id);
    if (left.length) say(["dropped"]);
  }));
  addEventListener("online", inTurn(now));
  setTimeout(inTurn(now), Math.min(...found.map(({ until }) => until)) - Date.now());
  await inTurn(now)();
}
