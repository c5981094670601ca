// The one service worker of the site. It keeps pages that must open without a signal: the form of an event.
// Before these lines the server puts GINNEL = {version, files}: a new version of any of them makes it a new worker.
"use strict";

const CACHE = `ginnel-${GINNEL.version}`;
const OURS = /^ginnel-/;
const CAPTURE = /^(\/[a-z]{2,3}(-[A-Za-z]+)?)?\/capture\/[^/]+$/;
const PATIENCE = 5000;

const isKept = (url) => url.origin === location.origin && CAPTURE.test(url.pathname);
const isFile = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");

// Practice is the same page; its address says what it is for.
function kept(address) {
  const url = new URL(address, location.origin);
  url.hash = "";
  url.searchParams.delete("practice");
  return url.href;
}

// A page is kept only where it is the form itself, and what it needs comes with it.
async function keep(cache, address) {
  const answer = await fetch(kept(address), { cache: "no-cache" });
  if (!answer.ok || answer.redirected) return false;
  const text = await answer.clone().text();
  if (!text.includes('id="capture-form"')) return false;
  await cache.put(kept(address), answer);
  return true;
}

// Of a page that cannot be had anew the one before stays, with the files it needs.
async function bringOver(cache) {
  for (const name of (await caches.keys()).filter((one) => OURS.test(one) && one !== CACHE)) {
    const before = await caches.open(name);
    for (const request of await before.keys()) {
      const isPage = isKept(new URL(request.url));
      if (isPage && (await keep(cache, request.url))) continue;
      if (!(await cache.match(request))) await cache.put(request, await before.match(request));
    }
  }
}

self.addEventListener("install", (event) =>
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await cache.addAll(GINNEL.files);
      await bringOver(cache);
    }),
  ),
);

self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (OURS.test(name) && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener("message", (event) => {
  if (event.data?.use) self.skipWaiting();
  if (event.data?.keep)
    event.waitUntil(
      caches
        .open(CACHE)
        .then((cache) => Promise.all(event.data.keep.map((address) => keep(cache, address))))
        .catch(() => {}),
    );
});

// The network first. Where it is silent, slow or in trouble, what is kept.
async function pageFrom(request) {
  const cache = await caches.open(CACHE);
  const shell = await cache.match(kept(request.url));
  if (!shell) return fetch(request);
  try {
    const answer = await Promise.race([
      fetch(request),
      new Promise((_, refuse) => setTimeout(refuse, PATIENCE, new Error("slow"))),
    ]);
    return answer.status === 403 || answer.status === 429 || answer.status >= 500 ? shell : answer;
  } catch {
    return shell;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (isKept(url)) event.respondWith(pageFrom(event.request));
  else if (isFile(url))
    event.respondWith(caches.match(event.request).then((held) => held ?? fetch(event.request)));
});
