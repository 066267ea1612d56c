"use strict";
/* Lets the page open without connection. What it holds is the page's files, no data. {digest} */
const CACHE = "inspect-once-{digest}", SHELL = "/visit/my";
const FILES = ["/phone/style.css", "/phone/words.js", "/phone/store.js", "/phone/sending.js", "/phone/page.js", "/phone/pictures.js"];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((c) => c.addAll([SHELL, ...FILES])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((n) => n !== CACHE).map((n) => caches.delete(n))))
    .then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const {request} = event, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && path.startsWith("/visit/")) event.respondWith(first(request, SHELL));
  else if (path.startsWith("/phone/")) event.respondWith(first(request, path));
});
async function first(request, known) {
  const cache = await caches.open(CACHE);
  const give_up = new AbortController(), timer = setTimeout(() => give_up.abort(), 4000);
  try {
    return await fetch(request, {signal: give_up.signal});
  } catch (error) {
    return (await cache.match(known)) || Response.error();
  } finally { clearTimeout(timer); }
}
