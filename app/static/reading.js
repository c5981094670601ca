// Coding by keyboard. Without it the page is an ordinary form: tick, choose from the list, save.
(() => {
  const form = document.querySelector("form[data-coding]");
  if (!form) return;
  const done = document.querySelector("[data-done]");
  const say = (words) => { done.textContent = ""; setTimeout(() => { done.textContent = words; }, 30); };
  const save = form.querySelector("[data-save]");

  // What the last page did is said again: a page that has just come is read from its title on.
  const note = document.querySelector(".gin-note[role=status]");
  if (note) say(note.textContent.trim());

  // A box to type in instead of a long list; what is typed completes itself.
  const box = form.querySelector("[data-find]");
  const list = form.querySelector("select[name=code]");
  const find = document.getElementById("find");
  list.closest(".govuk-form-group").hidden = true;
  box.hidden = false;

  // Words that are selected are the words to code.
  const words = form.querySelector("[name=words]");
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const said = chosen.rangeCount && !chosen.isCollapsed && chosen.anchorNode.parentElement?.closest("[data-said]");
    if (said && said.contains(chosen.focusNode)) words.value = chosen.toString().trim();
  });

  const ticks = () => [...form.querySelectorAll("[name=take]")];
  const name = (tick) => tick.closest("li").querySelector("[data-name]").textContent;
  const tell = (tick) => say(`${name(tick)}: ${tick.checked ? form.dataset.on : form.dataset.off}`);
  form.addEventListener("change", (event) => { if (event.target.name === "take") tell(event.target); });

  if (!("keys" in form.dataset)) return;
  let warned = "";
  const isOpen = () => ticks().some((tick) => tick.checked) || find.value || words.value;

  function leave(link, key) {
    if (!link) return;
    if (isOpen() && warned !== key) { warned = key; say(form.dataset.unsaved); return; }
    link.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const at = event.target;
    if (at.closest("textarea, select, input:not([type=checkbox])") || at.isContentEditable) return;
    const key = event.key.toLowerCase();
    const tick = /^[1-9]$/.test(key) ? ticks()[key - 1] : null;
    if (tick) { tick.checked = !tick.checked; tell(tick); }
    else if (key === "j") leave(document.querySelector("[data-next]"), key);
    else if (key === "k") leave(document.querySelector("[data-back]"), key);
    else if (key === "c") find.focus();
    else if (key === "q") form.querySelector("[data-quote]").click();
    else if (key === "enter" && !at.closest("a, button, summary")) save.click();
    else return;
    event.preventDefault();
  });
})();
