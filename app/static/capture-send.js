// The one sender of this tablet, whichever tab it runs in. It drops nothing before the server has named its digest.
"use strict";

const ginnelSend = (() => {
  const SECOND = 1000;
  const MOST_WAIT = 300 * SECOND;
  const PATIENCE = 20 * SECOND;
  const REPORT_EVERY = 240 * SECOND;
  const OVER = new Set(["unknown", "revoked", "capture-over", "upload-over"]);

  // What the page shows: no signal or trouble since when, and when we try again by ourselves.
  const state = { since: null, isTrouble: false, next: 0, isSending: false };
  let failures = 0;
  let asked = 0;
  let wasUrged = false; // while a sending was under way that may have begun without a signal
  let timer = 0;
  const reported = {};
  let onChange = () => {};

  const told = (changes) => {
    Object.assign(state, changes);
    onChange(state);
  };

  // Another tab may be the one that sends: it says what it found.
  ginnelOutbox.listen((said) => {
    if (said.signal) told(said.signal);
    else onChange(state);
  });
  const tellSignal = (changes) => {
    told(changes);
    ginnelOutbox.tell({ signal: { since: state.since, isTrouble: state.isTrouble, next: state.next } });
  };

  class Stop extends Error {}

  async function post(address, token, body) {
    try {
      return await fetch(address, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
    } catch {
      throw new Stop("away");
    }
  }

  const read = async (answer) => {
    try {
      return (await answer.json()) ?? {};
    } catch {
      return {}; // cut off, or not from us: a café's sign-in page, say
    }
  };

  const afterwards = (answer) => {
    const said = answer?.headers.get("Retry-After");
    if (!said) return 0;
    const wait = /^\d+$/.test(said) ? Number(said) * SECOND : Date.parse(said) - Date.now();
    return Math.max(0, wait || 0);
  };

  // "on", or throws Stop. A record that cannot be taken is set aside and blocks none behind it.
  async function sendOne(record, tablet) {
    const body = { submission: record.submission, unfinished: record.unfinished, envelope: record.envelope };
    let answer;
    try {
      answer = await post(tablet.records, tablet.token, body);
      const said = await read(answer);
      if (answer.status === 410) return await ginnelOutbox.drop(record, false);
      if (answer.ok && said.digest === record.digest) return await ginnelOutbox.drop(record, true);
      if (answer.status === 401 && OVER.has(said.why)) return await stopTablet(tablet, said.why);
      if (answer.status === 413 || answer.status === 422)
        return await ginnelOutbox.mark(record.digest, { state: "parked", why: String(answer.status) });
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    await ginnelOutbox.mark(record.digest, { attempts: record.attempts + 1 });
    throw Object.assign(new Stop(answer ? "trouble" : "away"), { wait: afterwards(answer) });
  }

  // The tablet may not send: everything of this event stays here, marked with why.
  async function stopTablet(tablet, why) {
    tablet.stopped = why;
    await ginnelOutbox.keepTablet(tablet.event, { stopped: why });
    for (const held of await ginnelOutbox.all("records"))
      if (held.event === tablet.event && held.state === "waiting")
        await ginnelOutbox.mark(held.digest, { state: "parked", why });
  }

  // Says how much lies here and what time we think it is. It also finds out whether anybody is there.
  async function report(tablet) {
    const held = (await ginnelOutbox.all("records")).filter((one) => one.event === tablet.event);
    const unfinished = held.filter((one) => one.unfinished).length;
    const body = { unsent: held.length, unfinished, now: new Date().toISOString() };
    const answer = await post(tablet.report, tablet.token, body);
    const said = await read(answer);
    if (answer.status === 401 && OVER.has(said.why)) return stopTablet(tablet, said.why);
    if (!answer.ok || !said.now) throw Object.assign(new Stop("trouble"), { wait: afterwards(answer) });
    reported[tablet.event] = Date.now();
    const clockAhead = Date.now() - Date.parse(said.now);
    const known = { isOpen: said.open, captureUntil: said.capture_until, clockAhead };
    await ginnelOutbox.keepTablet(tablet.event, { ...known, stopped: "" });
    if (tablet.stopped) await ginnelOutbox.release((one) => one.event === tablet.event && OVER.has(one.why));
    tablet.stopped = "";
  }

  const mayReport = (tablet) => !(Date.now() - (reported[tablet.event] ?? 0) < REPORT_EVERY);

  // What failed most often goes last, so that one bad record holds up no other.
  async function sendFor(tablet) {
    if (mayReport(tablet)) await report(tablet);
    const waiting = (await ginnelOutbox.all("records"))
      .filter((one) => one.event === tablet.event && one.state === "waiting")
      .sort((one, other) => one.attempts - other.attempts || one.at.localeCompare(other.at));
    for (const record of waiting) {
      if (tablet.stopped) return;
      await sendOne(record, tablet);
      failures = 0;
    }
    if (waiting.length && !tablet.stopped) await report(tablet);
  }

  // A tablet may have been at several events: trouble with one does not keep the others back.
  async function sendAll() {
    let trouble = null;
    for (const tablet of await ginnelOutbox.all("tablets")) {
      try {
        if (tablet.token) await sendFor(tablet);
      } catch (error) {
        if (error.message !== "trouble") throw error;
        trouble = error;
      }
    }
    if (trouble) throw trouble;
  }

  async function sendNow() {
    told({ isSending: true });
    wasUrged = false;
    try {
      await sendAll();
      failures = 0;
      tellSignal({ since: null, isTrouble: false, next: 0, isSending: false });
    } catch (error) {
      if (!(error instanceof Stop)) console.warn(error);
      failures += 1;
      const patience = Math.min(MOST_WAIT, SECOND * 2 ** failures) * (0.5 + Math.random() / 2);
      const wait = wasUrged ? SECOND : patience;
      asked = Date.now() + (error.wait ?? 0);
      const isTrouble = error.message !== "away";
      tellSignal({
        since: state.since ?? Date.now(),
        isTrouble,
        next: Math.max(Date.now() + wait, asked),
        isSending: false,
      });
      clearTimeout(timer);
      timer = setTimeout(send, state.next - Date.now());
    }
  }

  // `isUrged`: a signal came back. `isPressed`: somebody asks for it, whatever we were told about waiting.
  async function send({ isUrged = false, isPressed = false } = {}) {
    const from = isPressed ? 0 : isUrged ? asked : state.next;
    if (Date.now() < from) return;
    wasUrged ||= state.isSending && (isUrged || isPressed);
    if (!navigator.locks) return sendNow();
    await navigator.locks.request("ginnel-outbox", { ifAvailable: true }, (lock) => lock && sendNow());
  }

  function start(changed) {
    onChange = changed;
    addEventListener("online", () => send({ isUrged: true }));
    addEventListener("offline", () => tellSignal({ since: state.since ?? Date.now(), isTrouble: false }));
    document.addEventListener("visibilitychange", () => document.hidden || send());
    setInterval(send, 60 * SECOND);
    return send({ isUrged: true });
  }

  return { start, send, state };
})();
