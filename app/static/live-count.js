// Numbers that renew themselves: the page asks for itself again, politely, and only while somebody looks.

const EVERY = 30000;

const renew = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { redirect: "error", headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (fresh) document.querySelector("[data-live]").replaceChildren(...fresh.childNodes);
  } catch {
    // No signal, or signed out: the numbers stay as they were, and say of when they are.
  }
};

setInterval(renew, EVERY);
document.addEventListener("visibilitychange", renew);
