// Asks about what looks like personal data, where it was typed, and shows help lines beside words of harm.
// It never stops anything: whoever types decides.
"use strict";

const ginnelChecks = (() => {
  const kept = new Map(); // "kind words" that somebody chose to keep -> its kind

  const rules = () => ginnelForm.settings().detection ?? {};
  const template = () => document.getElementById("capture-keep");
  const said = (kind) => template().content.querySelector(`[data-kind="${kind}"]`);
  const placeOf = (box) => box.closest(".govuk-form-group");

  const finds = (text) =>
    rules().personal && globalThis.ginnelPersonalData && template()
      ? ginnelPersonalData
          .find(text, rules().personal)
          .map((one) => ({ ...one, words: text.slice(one.start, one.end) }))
          .filter((one) => !kept.has(`${one.kind} ${one.words}`) && said(one.kind))
      : [];

  const pressed = (words, press) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gin-chip";
    button.textContent = words;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the answer is not left by it
    button.addEventListener("click", press);
    return button;
  };

  function question(box, one) {
    const words = said(one.kind);
    const asked = words.firstElementChild.cloneNode(true);
    const [take, keep] = asked.querySelectorAll("[data-take], [data-keep]");
    asked.querySelector("[data-found]").textContent = one.words;
    take.replaceWith(
      pressed(take.textContent, () => {
        box.value = box.value.replaceAll(one.words, words.dataset.takenOut);
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.focus();
        check(box);
      }),
    );
    keep.replaceWith(
      pressed(keep.textContent, () => {
        kept.set(`${one.kind} ${one.words}`, one.kind);
        box.focus();
        check(box);
      }),
    );
    return asked;
  }

  // What is asked already stays as it is: a button must not go while somebody presses it.
  function check(box) {
    const found = finds(box.value);
    const before = placeOf(box)?.querySelector("[data-asked]");
    const about = JSON.stringify(found.map(({ kind, words }) => [kind, words]));
    if (about !== (before?.dataset.asked ?? "[]")) {
      before?.remove();
      const asked = document.createElement("div");
      asked.dataset.asked = about;
      asked.append(...found.map((one) => question(box, one)));
      if (found.length) placeOf(box)?.append(asked);
    }
    showHelp();
  }

  let harms = null;
  let isLeft = false; // the chat the help lines are about is saved, and the next has not begun
  const helpLines = () => document.querySelector("[data-help-lines]");
  const boxes = () => [...ginnelForm.form().elements].filter(({ type }) => type === "textarea" || type === "text");

  // Right by the answer with words of harm; after the save below the first one, where the next chat begins.
  function showHelp() {
    harms ??= (rules().harm ?? []).map((pattern) => new RegExp(pattern, "iu"));
    const lines = helpLines();
    if (!lines) return;
    const about = boxes().filter((box) => harms.some((harm) => harm.test(box.value)));
    if (about.length) isLeft = false;
    else if (isLeft) about.push(boxes()[0]);
    if (!about.length || (!lines.hidden && about.some((box) => placeOf(box)?.contains(lines)))) return;
    const place = placeOf(about.find((box) => box === document.activeElement) ?? about[0]);
    [lines.lang, lines.dir] = [document.documentElement.lang, document.documentElement.dir];
    place?.append(lines);
    lines.hidden = false;
  }

  function begun() {
    if (!isLeft) return;
    isLeft = false;
    helpLines().hidden = true;
  }

  // Asked once before a save; whoever saves again leaves it as it is, and it is marked for who reads it later.
  let passed = "[]";
  function isToLookAt() {
    checkAll();
    const asked = [...document.querySelectorAll("[data-asked]")];
    const now = JSON.stringify(asked.map((one) => one.dataset.asked));
    if (now === "[]" || now === passed) return false;
    passed = now;
    return true;
  }

  function clear({ all = false } = {}) {
    kept.clear();
    passed = "[]";
    document.querySelectorAll("[data-asked]").forEach((asked) => asked.remove());
    const lines = helpLines();
    isLeft = Boolean(lines) && !lines.hidden && !all;
    if (isLeft) showHelp();
    else if (lines) lines.hidden = true;
  }

  const checkAll = () => ginnelForm.form().querySelectorAll("textarea").forEach(check);
  const keptKinds = () => [...new Set(kept.values())].sort();

  return { check, checkAll, showHelp, begun, isToLookAt, clear, keptKinds };
})();
