// Numbers that renew themselves: the page asks for itself again, politely, and only while somebody looks.

const every = () => Number(document.querySelector("[data-live]")?.dataset.liveEvery ?? 30) * 1000;

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

const goOn = async () => {
  await renew();
  setTimeout(goOn, every());
};

setTimeout(goOn, every());
document.addEventListener("visibilitychange", renew);
