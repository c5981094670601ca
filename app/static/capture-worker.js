// Keeps the page of this event on the tablet, and says when there is a newer one. It is never put in the way of
// somebody who is typing: a new version waits until they press for it.
"use strict";

const ginnelWorker = (() => {
  const CHECK_EVERY = 3600000;
  let waiting = null;
  let isPressed = false;

  const found = (worker) => {
    waiting = worker;
    ginnelPage.update({ isReady: true });
  };

  async function start(settings, isDirty) {
    if (!navigator.serviceWorker) return;
    let here;
    try {
      here = await navigator.serviceWorker.register("/sw.js");
    } catch {
      return; // private windows and some settings refuse it: all else works
    }
    if (here.waiting && here.active) found(here.waiting);
    here.addEventListener("updatefound", () => {
      const coming = here.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && here.active && here.active !== coming) found(coming);
      });
    });
    ginnelPage.onPress("[data-update-now]", () => {
      if (isDirty() || !waiting) return;
      isPressed = true;
      waiting.postMessage({ use: true });
    });
    navigator.serviceWorker.addEventListener("controllerchange", () => isPressed && location.reload());
    setInterval(() => here.update().catch(() => {}), CHECK_EVERY);
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ keep: settings.pages });
  }

  return { start };
})();
