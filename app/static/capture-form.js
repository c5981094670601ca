// The form as the document that is sealed. Its shape is that of app/domain/conversation_document.py.
"use strict";

const ginnelForm = (() => {
  const STAYS = new Set(["chat_maker", "decision_maker"]); // who holds the tablet: the same for the next chat
  const HIDDEN = new Set(["submission", "form_token", "do"]);

  let read = {};
  const settings = () => {
    const text = document.getElementById("capture-event").textContent;
    if (read.text !== text) read = { text, said: JSON.parse(text) };
    return read.said;
  };
  const form = () => document.querySelector("#capture-form");
  const boxes = () => [...form().querySelectorAll("textarea")];

  // Everything typed or chosen: [[name, value], ...]
  const typed = () => [...new FormData(form())].filter(([name]) => !HIDDEN.has(name));

  function fill(values) {
    const wanted = new Map(values);
    for (const field of form().elements) {
      if (!field.name || HIDDEN.has(field.name) || field.tagName === "BUTTON") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.get(field.name) === field.value;
      else field.value = wanted.get(field.name) ?? "";
    }
  }

  function clear({ all = false } = {}) {
    const stays = typed().filter(([name]) => STAYS.has(name) && !all);
    form().reset();
    fill([...typed().filter(([name]) => !STAYS.has(name)), ...stays]);
  }

  const answers = () => {
    const values = new Map(typed());
    const given = {};
    for (const { key, kind } of settings().questions) {
      const value = (values.get(`answer-${key}`) ?? "").trim();
      if (!value) continue;
      given[key] = kind === "scale" ? { scale: Number(value) } : { [kind === "choice" ? "choice" : "text"]: value };
    }
    return given;
  };

  const reflection = () => (new Map(typed()).get("reflection") ?? "").trim();
  const isEmpty = () => !reflection() && Object.keys(answers()).length === 0;

  // How many letters the longest answer is over what the server keeps; it counts whole letters, as here.
  const over = () => Math.max(0, ...boxes().map((box) => [...box.value.trim()].length - settings().most_words));

  const isTooYoung = () =>
    new Map(typed()).get("age") === "under-13" &&
    !settings().words_under_13 &&
    Object.values(answers()).some((answer) => answer.text);

  function document_({ unfinished, replaces, kept }) {
    const values = new Map(typed());
    const line = (name) => values.get(name) ?? "";
    return {
      v: 1,
      language: settings().language,
      answers: answers(),
      people: Number(line("people")) || 1,
      chat_maker: line("chat_maker"),
      decision_maker: line("decision_maker"),
      reflection: reflection(),
      area: line("area"),
      community: line("community"),
      age: line("age"),
      helped: line("helped") === "yes",
      unfinished,
      captured_at: new Date().toISOString(),
      replaces,
      kept,
      quote: line("quote"),
    };
  }

  // The same chat with nothing that anybody said or chose in it.
  const emptied = (chat) => ({
    ...chat,
    ...{ answers: {}, people: 1, chat_maker: "", decision_maker: "", reflection: "" },
    ...{ area: "", community: "", age: "", helped: false, kept: [], quote: "" },
  });

  const focusFirst = () => form().querySelector("textarea, input:not([type=hidden])")?.focus();

  return { settings, form, typed, fill, clear, isEmpty, over, isTooYoung, document: document_, emptied, focusFirst };
})();
