"use strict";
/* Keeps sheets, drafts, photos and what waits to be sent in the phone's IndexedDB. */
const STORES = ["sheets", "drafts", "photos", "queue"];
let opened;
function database() {
  opened ||= new Promise((done, failed) => {
    const asked = indexedDB.open("inspect-once", 1);
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}
async function inStore(name, mode, ask) {
  const store = (await database()).transaction(name, mode).objectStore(name);
  return new Promise((done, failed) => {
    const asked = ask(store);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}
const kept = (name, key) => inStore(name, "readonly", (s) => s.get(key));
const keep = (name, key, value) => inStore(name, "readwrite", (s) => s.put(value, key));
const forget = (name, key) => inStore(name, "readwrite", (s) => s.delete(key));
const empty = (name) => inStore(name, "readwrite", (s) => s.clear());
const allOf = (name) => inStore(name, "readonly", (s) => s.getAll());
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
/* Whose things these are: another person on the same phone neither sees nor sends them. */
let me = "";
const mine = async (name) => (await allOf(name)).filter((one) => one.who === me);
const draftOf = (task) => kept("drafts", `${me}|${task}`);
const keepDraft = (draft) => keep("drafts", `${me}|${draft.task}`, {...draft, who: me});
async function isMe(who) {
  if (me === who) return;
  me = who;
  if ((await kept("sheets", "who")) === who) return;
  await empty("sheets");
  await keep("sheets", "who", who);
}
