// The one service worker of the site. It keeps three pages that must open without a signal, and nothing else:
// the form of an event, Help now, and My list where its reader pressed for it (docs/adr/0020).
// Before these lines the server puts GINNEL = {version, files}: a new version of any of them makes it a new worker.
"use strict";

const CACHE = `ginnel-${GINNEL.version}`;
const OURS = /^ginnel-/;
const PATIENCE = 5000;
const RENEW_AFTER = 6 * 3600000;
const FILES = /(?:href|src)="(\/assets\/[^"]+)"/g;
const FORGETS = /^(\/[a-z]{2,3})?\/my-list\/forget$/;

// A page is kept only where it is itself, by a sign in its markup: never a sign-in, an error or an empty list.
const CAPTURE = { path: /^(\/[a-z]{2,3}(-[A-Za-z]+)?)?\/capture\/[^/]+$/, sign: 'id="capture-form"' };
const HELP = { path: /^(\/[a-z]{2,3})?\/help-now$/, sign: "data-kept" };
const LIST = { path: /^(\/[a-z]{2,3})?\/my-list$/, sign: "data-my-list" };

const isOurs = (url) => url.origin === location.origin;
const kindOf = (url) => (isOurs(url) ? [CAPTURE, HELP, LIST].find((kind) => kind.path.test(url.pathname)) : undefined);
const isFile = (url) => isOurs(url) && url.pathname.startsWith("/assets/");

// Practice is the same page; its address says what it is for. What a list was just told is no part of it.
function kept(address) {
  const url = new URL(address, location.origin);
  url.hash = "";
  if (kindOf(url) === CAPTURE) url.searchParams.delete("practice");
  else url.search = "";
  return url.href;
}

const keep = async (cache, address) => put(cache, kept(address), await fetch(kept(address), { cache: "no-cache" }));

// With a page comes what it needs.
async function put(cache, address, answer) {
  if (!answer.ok || answer.redirected) return false;
  const text = await answer.text();
  if (!text.includes(kindOf(new URL(address)).sign)) return false;
  const files = new Set([...text.matchAll(FILES)].map((found) => found[1]));
  await Promise.all([...files].map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set("x-kept", new Date().toISOString());
  await cache.put(address, new Response(text, { headers }));
  return true;
}

// Of a page that cannot be had anew the one before stays, with the files it needs.
async function bringOver(cache) {
  for (const name of (await caches.keys()).filter((one) => OURS.test(one) && one !== CACHE)) {
    const before = await caches.open(name);
    const held = await before.keys();
    let isWhole = true;
    for (const request of held.filter((one) => kindOf(new URL(one.url)))) {
      if (await keep(cache, request.url).catch(() => false)) continue;
      isWhole = false;
      await cache.put(request, await before.match(request));
    }
    if (isWhole) continue;
    for (const request of held.filter((one) => isFile(new URL(one.url))))
      if (!(await cache.match(request))) await cache.put(request, await before.match(request));
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

async function renew(cache, address) {
  const day = (await cache.match(kept(address)))?.headers.get("x-kept");
  if (!day || Date.now() - Date.parse(day) > RENEW_AFTER) await keep(cache, address);
}

// Every list, in whatever language it was opened.
async function forget() {
  for (const name of (await caches.keys()).filter((one) => OURS.test(one))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (LIST.path.test(new URL(request.url).pathname)) await cache.delete(request);
  }
}

// What a page asks for: {use}, the newer version; {keep: [addresses]}, now; {renew: [addresses]}, where the copy
// is old or missing; {forget}, the list. Where a port comes with it, the answer is whether it was done.
async function obey(asked) {
  const cache = await caches.open(CACHE);
  const done = await Promise.all((asked.keep ?? []).map((address) => keep(cache, address)));
  await Promise.all((asked.renew ?? []).map((address) => renew(cache, address)));
  if (asked.forget) await forget();
  return done.every(Boolean);
}

self.addEventListener("message", (event) => {
  if (event.data?.use) self.skipWaiting();
  else if (event.data)
    event.waitUntil(
      obey(event.data)
        .catch(() => false)
        .then((isDone) => event.ports[0]?.postMessage(isDone)),
    );
});

// A copy says that it is one, and since when: the page has the words, hidden.
async function copyOf(held) {
  const text = await held.text();
  const language = /<html lang="([^"]+)"/.exec(text)?.[1] ?? "en-GB";
  const day = new Date(held.headers.get("x-kept") ?? 0);
  const words = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: "full", timeStyle: "short" }).format(day);
  const said = text
    .replace(' class="govuk-template', ' class="gin-copy govuk-template')
    .replace("data-kept hidden", "data-kept")
    .replace("<bdi data-kept-day></bdi>", `<bdi>${words}</bdi>`);
  return new Response(said, { headers: held.headers });
}

// Where this language was never opened, help in another one.
async function anyHelp(cache) {
  for (const request of await cache.keys()) if (HELP.path.test(new URL(request.url).pathname)) return cache.match(request);
  return undefined;
}

// The network first. Where it is silent, slow or in trouble, what is kept.
async function pageFrom(event, kind) {
  const cache = await caches.open(CACHE);
  const address = kept(event.request.url);
  const held = (await cache.match(address)) ?? (kind === HELP ? await anyHelp(cache) : undefined);
  const copy = () => (kind === CAPTURE ? held : copyOf(held));
  let answer;
  try {
    const asked = fetch(event.request);
    answer = await (held
      ? Promise.race([asked, new Promise((_, refuse) => setTimeout(refuse, PATIENCE, new Error("slow")))])
      : asked);
  } catch (error) {
    if (held) return copy();
    throw error;
  }
  if (held && (answer.status === 403 || answer.status === 429 || answer.status >= 500)) return copy();
  if (answer.ok && (kind === HELP || (kind === LIST && held))) {
    const fresh = answer.clone();
    event.waitUntil(
      put(cache, address, fresh)
        .then((isKept) => isKept || kind === HELP || forget())
        .catch(() => {}),
    );
  }
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "POST" && isOurs(url) && FORGETS.test(url.pathname)) event.waitUntil(forget());
  if (event.request.method !== "GET") return;
  const kind = kindOf(url);
  if (kind) event.respondWith(pageFrom(event, kind));
  else if (isFile(url))
    event.respondWith(caches.match(event.request).then((held) => held ?? fetch(event.request)));
});
