// Typing a box of cards with the keyboard only. Without it the form is an ordinary one: Tab goes on, Enter saves.
(() => {
  const form = document.querySelector("form[data-keying]");
  if (!form) return;

  const stops = () => [...form.querySelectorAll("input:not([type=hidden]):not([type=radio]), textarea, [data-save]")];

  function goOn(from) {
    const all = stops();
    const next = all[all.indexOf(from) + 1];
    if (!next || next.matches("[data-save]")) form.requestSubmit();
    else { next.focus(); next.select?.(); }
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    if (!field.matches("input:not([type=radio]), textarea")) return;
    if (field.matches("textarea") && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    goOn(field);
  });

  // One key says which: then there is nothing to wait for.
  form.addEventListener("input", (event) => {
    const field = event.target;
    const keys = field.dataset.keys;
    if (keys && field.value.length === 1 && (keys + "?").includes(field.value)) goOn(field);
  });
})();
