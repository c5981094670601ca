// Has Help now kept for when there is no signal, once the page is there and nobody waits for anything.
// On My list: a copy of it, only where somebody presses for one.
"use strict";

globalThis.ginnelOffline = (() => {
  const { help } = document.currentScript.dataset;

  async function ask(message) {
    const here = await navigator.serviceWorker.ready;
    const line = new MessageChannel();
    const answer = new Promise((done) => (line.port1.onmessage = (event) => done(event.data)));
    here.active.postMessage(message, [line.port2]);
    return answer;
  }

  // Takes the list off this device, wherever it is kept.
  async function forget() {
    if (await navigator.serviceWorker?.getRegistration()) await ask({ forget: true });
  }

  async function begin() {
    await navigator.serviceWorker.register("/sw.js");
    await ask({ renew: [help] });
  }

  async function offer(box) {
    const show = async () => {
      const isKept = !!(await caches.match(location.pathname));
      box.querySelector("[data-copy-none]").hidden = isKept;
      box.querySelector("[data-copy-there]").hidden = !isKept;
      box.hidden = false;
    };
    const act = (name, message) =>
      box.querySelector(name).addEventListener("click", async () => {
        const isDone = await ask(message);
        await show();
        const said = box.querySelector("[data-copy-said]");
        said.textContent = isDone ? said.dataset.done : said.dataset.failed;
      });
    await navigator.serviceWorker.ready;
    act("[data-copy-keep]", { keep: [location.pathname] });
    act("[data-copy-drop]", { forget: true });
    await show();
  }

  // Private windows and some settings refuse all of this: nothing else needs it.
  if (navigator.serviceWorker)
    addEventListener("load", () => {
      (window.requestIdleCallback ?? setTimeout)(() => begin().catch(() => {}));
      const box = document.querySelector("[data-copy]");
      if (box) offer(box).catch(() => {});
    });

  return { forget };
})();
