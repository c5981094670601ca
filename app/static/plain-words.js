// Advice on plain English while somebody writes. The rules are the server's: this only asks and shows.

const WAIT = 700;

const show = (list, hints) => {
  const items = hints.map((words) => {
    const item = document.createElement("li");
    item.textContent = words;
    return item;
  });
  const shown = document.createElement("ul");
  shown.className = "govuk-list govuk-list--bullet";
  shown.append(...items);
  list.replaceChildren(...(items.length ? [shown] : []));
};

const watch = (form, list) => {
  const box = form.querySelector(`textarea[name="${CSS.escape(list.dataset.hints)}"]`);
  let timer;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    const body = new URLSearchParams({
      form_token: form.elements.form_token.value,
      text: box.value,
      box: box.name,
      language: form.dataset.language,
    });
    try {
      const answer = await fetch(form.dataset.plainWords, { method: "POST", body });
      if (answer.ok && turn === asked) show(list, (await answer.json()).hints);
    } catch {
      // Advice can wait: the button asks for it too.
    }
  };
  box?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
};

for (const form of document.querySelectorAll("form[data-plain-words]")) {
  for (const list of form.querySelectorAll("[data-hints]")) watch(form, list);
}
