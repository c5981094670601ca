// Keeps what is typed on the server, every few seconds and on leaving. Nothing stays in the browser.

const EVERY = 3000;

for (const form of document.querySelectorAll("form[data-keep-draft]")) {
  const said = form.querySelector("[data-draft-said]");
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let kept = typed();
  let over = false;

  let last = Promise.resolve("kept");

  // One after the other, so that nothing arrives after the form itself.
  const keep = (leaving = false) => (last = last.then(() => send(leaving)));

  // "kept", "out" (signed out), "away" (nobody answers) or "no".
  const send = async (leaving) => {
    const now = typed();
    if (over || now === kept) return "kept";
    try {
      const answer = await fetch(form.dataset.keepDraft, {
        method: "POST",
        body: new URLSearchParams(now),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: leaving,
      });
      if (answer.type === "opaqueredirect") return tell("out");
      if (!answer.ok) return "no";
      kept = now;
      const { at } = await answer.json();
      said.textContent = form.dataset.draftKept.replace("{time}", at);
      said.removeAttribute("role");
      return "kept";
    } catch {
      return tell("away");
    }
  };

  const tell = (what) => {
    const words = what === "out" ? form.dataset.draftOut : form.dataset.draftAway;
    if (said.textContent !== words) {
      said.setAttribute("role", "alert");
      said.textContent = words;
    }
    return what;
  };

  setInterval(() => keep(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));
  addEventListener("pagehide", () => keep(true));

  addEventListener("pageshow", (event) => (over = over && !event.persisted));

  // Before it is sent for good, what is typed is kept; where nobody is there to take it, the page stays.
  form.addEventListener("submit", async (event) => {
    if (over) return;
    const button = event.submitter;
    event.preventDefault();
    const came = await keep();
    if (came === "out" || came === "away") return;
    over = true;
    setTimeout(() => form.requestSubmit(button)); // not within the event that was prevented
  });
}
