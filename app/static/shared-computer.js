// Library mode. Asks in the page after eight quiet minutes and clears after ten; typing counts as being there.

const strip = document.querySelector("[data-shared]");
const ask = document.querySelector("[data-shared-ask]");
const stay = document.querySelector("[data-shared-stay]");

// What the worker keeps of our pages goes too.
if (document.querySelector("[data-cleared]")) {
  navigator.serviceWorker?.getRegistration().then((held) => held?.active?.postMessage({ forget: true }));
}

if (strip) {
  const asked = strip.dataset.asked * 1000;
  const over = strip.dataset.over * 1000;
  let seen = Date.now();
  let told = seen;

  // The server counts too: it hears of it at most every two minutes.
  const here = (isSaid = false) => {
    seen = Date.now();
    if (!isSaid && seen - told < 120000) return;
    told = seen;
    fetch(stay.action, { method: "POST", body: new URLSearchParams(new FormData(stay)), redirect: "manual" });
  };

  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => ask.open || here());
  stay.addEventListener("submit", (event) => {
    event.preventDefault();
    ask.close();
  });
  ask.addEventListener("close", () => here(true));

  setInterval(() => {
    const quiet = Date.now() - seen;
    if (quiet >= over) document.querySelector("[data-shared-leave]").submit();
    else if (quiet >= asked && !ask.open) ask.showModal();
  }, 1000);

  // A page that the browser held back is asked for anew.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
