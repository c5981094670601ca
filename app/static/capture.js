// The page of a tablet at an event: saves what is said on the tablet first, and sends it when there is a signal.
// Every word it shows stands in the page. Without this script the form works as any form does.
"use strict";

(async () => {
  const SECOND = 1000;
  const IDLE = 300 * SECOND;
  const PAUSE = 0.7 * SECOND;
  const LEAST_ROOM = 20e6;
  const PLENTY = 200e6;

  const page = ginnelPage;
  const tab = crypto.randomUUID?.() ?? "";
  let settings = ginnelForm.settings();
  let key = null;
  let chat = null; // {submission, replaces, was}: the conversation in the form; `was` is what Undo brought back
  let last = null; // {submission, digest, typed}: what Undo brings back, in memory only
  let lastTyped = 0;
  let pause = 0;
  let isSaving = false;
  let queue = Promise.resolve();

  // One after the other, so that a draft never arrives after what it became.
  const after = (work) => (queue = queue.then(work, work));
  const isPractice = () => settings.practice || new URLSearchParams(location.search).get("practice") === "1";
  const begin = () => (chat = { submission: crypto.randomUUID(), replaces: "", was: "", drafted: "" });
  const isDirty = () => Boolean(ginnelForm.form()) && !ginnelForm.isEmpty();
  const isUnchanged = () => chat.was === JSON.stringify(ginnelForm.typed());

  async function sealed(document, submission) {
    key ??= await ginnelSeal.keyFrom(settings.key);
    const made = await ginnelSeal.seal(key, `${settings.event}/${submission}`, document);
    const { unfinished, captured_at } = document;
    return { ...made, event: settings.event, submission, unfinished, at: captured_at };
  }

  async function show() {
    const [counts, tablet] = [await ginnelOutbox.counts(settings.event), await ginnelOutbox.tablet(settings.event)];
    const isBusy = isDirty() || isPractice();
    const can = { canUndo: Boolean(last), canTakeBack: Boolean(chat?.replaces) };
    page.show({ counts, tablet, settings, sending: ginnelSend.state, ...can, isBusy });
  }

  // ---- what is being typed: sealed at every pause, so that a flat battery costs a few words at most

  function draft() {
    clearTimeout(pause);
    if (!chat || isPractice() || isSaving) return;
    if (!isDirty() || isUnchanged()) return after(() => ginnelOutbox.dropDraft(tab)).catch(() => {});
    const { submission } = chat;
    const now = JSON.stringify(ginnelForm.typed());
    if (chat.drafted === now) return;
    chat.drafted = now; // sealed anew it would be another record
    const typed = ginnelForm.document({ unfinished: true, replaces: "", kept: ginnelChecks.keptKinds() });
    return after(async () => ginnelOutbox.keepDraft({ tab, ...(await sealed(typed, submission)) })).catch(() => {});
  }

  // What was begun is put with what waits, and nobody can read it on the screen any more.
  function putAway(words) {
    const wasDirty = isDirty() && !isUnchanged() && !isPractice();
    draft();
    last = null;
    clearForm({ all: true });
    if (wasDirty) after(() => ginnelOutbox.leave([tab])).then(() => ginnelSend.send());
    if (wasDirty && words) page.notice(words);
    return after(show);
  }

  function clearForm(how) {
    ginnelForm.clear(how);
    ginnelChecks.clear(how);
    begin();
  }

  function typing() {
    lastTyped = Date.now();
    clearTimeout(pause);
    pause = setTimeout(paused, PAUSE);
    page.notice("");
    if (isDirty()) ginnelChecks.begun();
    page.update({ isBusy: isDirty() });
  }

  function paused() {
    ginnelChecks.showHelp();
    draft();
  }

  // ---- save, undo

  function refusal() {
    if (ginnelForm.isEmpty() && !chat.replaces) return ["saved-empty"];
    if (ginnelForm.over()) return ["too-long", { count: ginnelForm.over() }];
    if (ginnelForm.isTooYoung()) return ["no-words-under-13"];
    if (ginnelChecks.isToLookAt()) return ["look-first"];
    return null;
  }

  async function save() {
    const refused = refusal();
    if (refused) return page.answer(...refused);
    if (isPractice()) {
      clearForm();
      return page.answer("saved-practice");
    }
    if (ginnelForm.isEmpty()) return takeBack();
    const { submission } = chat;
    const typed = ginnelForm.typed();
    const digest = await keep(ginnelForm.document(whole()));
    last = { submission, digest, typed };
    page.notice("");
    ginnelForm.focusFirst();
    show();
    ginnelSend.send();
  }

  const whole = () => ({ unfinished: false, replaces: chat.replaces, kept: ginnelChecks.keptKinds() });

  // What Undo brought back goes whole: nothing takes its place.
  async function takeBack() {
    if (!chat?.replaces) return;
    await keep(ginnelForm.emptied(ginnelForm.document(whole())));
    page.answer("taken-back");
    show();
    ginnelSend.send();
  }

  async function keep(document) {
    clearTimeout(pause);
    const { submission, replaces } = chat;
    const record = await sealed(document, submission);
    await after(() => ginnelOutbox.save(record, tab, replaces));
    clearForm();
    return record.digest;
  }

  async function once(work) {
    if (isSaving) return;
    isSaving = true;
    try {
      await work();
    } catch (error) {
      page.answer(error?.name === "QuotaExceededError" ? "no-room" : "not-kept");
    } finally {
      isSaving = false;
    }
  }

  function undo() {
    if (!last) return;
    if (isDirty()) return page.answer("undo-first");
    const { submission, digest, typed } = last;
    ginnelForm.fill(typed);
    chat = { submission, replaces: digest, was: JSON.stringify(ginnelForm.typed()), drafted: "" };
    last = null;
    ginnelChecks.checkAll();
    show();
    page.answer("undone");
  }

  // ---- language: the other page takes the place of this one, and what is typed goes along

  async function changeLanguage(button) {
    let other;
    try {
      const answer = await fetch(button.dataset.address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      other = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!other.querySelector("#capture-form")) throw new Error("no form");
    } catch {
      return page.answer("language-away");
    }
    const typed = ginnelForm.typed();
    document.documentElement.lang = other.documentElement.lang;
    document.documentElement.dir = other.documentElement.dir;
    document.title = other.title;
    document.body.replaceChildren(...other.body.childNodes);
    history.replaceState(null, "", button.dataset.address);
    settings = ginnelForm.settings();
    ginnelForm.fill(typed);
    page.enhance(isPractice());
    ginnelChecks.checkAll();
    document.querySelector(`[data-language="${settings.language}"]`)?.focus();
    if (chat?.was) chat.was = JSON.stringify(ginnelForm.typed());
    draft();
    await show();
  }

  // ---- begin

  // What the join page carried behind the "#": from here on it lies on this tablet only.
  async function join() {
    const token = new URLSearchParams(location.hash.slice(1)).get("device");
    if (!token) return;
    const { records, report } = settings.addresses;
    await ginnelOutbox.keepTablet(settings.event, { token, name: settings.slug, records, report, stopped: "" });
    await ginnelOutbox.release((one) => one.event === settings.event && one.why !== "413" && one.why !== "422");
    history.replaceState(null, "", location.pathname + location.search);
  }

  // "start", or why this page stays an ordinary form, or why nothing is begun here.
  async function fitness() {
    if (!ginnelSeal.isThere() || !globalThis.indexedDB) return "plain";
    try {
      await ginnelOutbox.open();
      await join();
    } catch {
      return "plain";
    }
    if (!(await ginnelOutbox.tablet(settings.event))?.token) return "not-joined";
    navigator.storage?.persist?.().catch(() => {}); // one browser asks people first: nothing waits for it
    return (await room()) < LEAST_ROOM ? "no-room-to-start" : "start";
  }

  async function room() {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    page.room(quota - usage, PLENTY);
    return quota - usage;
  }

  function listen() {
    document.addEventListener("submit", (event) => {
      if (event.target !== ginnelForm.form()) return;
      event.preventDefault();
      if (event.submitter?.dataset.address) changeLanguage(event.submitter);
      else once(save);
    });
    document.addEventListener("input", (event) => event.target.form === ginnelForm.form() && typing());
    document.addEventListener("focusout", (event) => event.target.matches?.("textarea") && ginnelChecks.check(event.target));
    addEventListener("pagehide", () => putAway());
    document.addEventListener("visibilitychange", () => (document.hidden ? draft() : idle()));
    setInterval(idle, 15 * SECOND);
  }

  function idle() {
    if (Date.now() - lastTyped < IDLE) return;
    if (isDirty()) putAway("unfinished-kept");
    else if (last) {
      last = null;
      show();
    }
  }

  function listenToPanel() {
    page.onPress("[data-send-now]", async () => {
      await ginnelOutbox.release(() => true);
      await ginnelSend.send({ isPressed: true });
    });
    page.onPress("[data-rescue]", () => ginnelRescue.save(settings));
    page.onPress("[data-undo]", undo);
    page.onPress("[data-take-back]", () => once(takeBack));
    ginnelOutbox.listen(() => show());
    setInterval(() => ginnelOutbox.leaveBehind(tab).then(room), 60 * SECOND);
  }

  const how = await fitness();
  page.enhance(isPractice());
  if (how === "plain") return page.notice("plain");
  listenToPanel();
  if (how === "start" && ginnelForm.form()) {
    navigator.locks?.request(tab, () => new Promise(() => {})); // says that this tab is open, as long as it is
    begin();
    ginnelForm.clear({ all: true }); // what the browser put back after a reload is somewhere safe already
    listen();
    ginnelWorker.start(settings, isDirty);
  }
  if (how === "not-joined" && !isPractice()) page.notice("not-joined");
  if (how === "no-room-to-start") page.refuse("no-room-to-start");
  await ginnelOutbox.leaveBehind(tab);
  await show();
  ginnelSend.start(show);
})();
