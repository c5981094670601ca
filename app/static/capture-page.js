// What the page of a tablet shows: how what was saved fares, and what to do when something is wrong.
"use strict";

const ginnelPage = (() => {
  const one = (selector) => document.querySelector(selector);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  let free = { words: "", values: {} };
  let notice = ["", {}];
  let update = { isReady: false, isBusy: false };
  let refused = "";

  const words = (name, values = {}) => {
    const found = document.getElementById("capture-words")?.content.querySelector(`[data-word="${name}"]`);
    return fill(found?.textContent ?? "", values);
  };

  // Written only when it differs, so that it is read out once.
  const say = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };

  const time = (moment) => {
    const { lang } = document.documentElement;
    const isEnglish = lang.startsWith("en");
    const said = new Intl.DateTimeFormat(isEnglish ? "en-GB" : `${lang}-u-nu-latn`, {
      hour: isEnglish ? "numeric" : "2-digit",
      minute: "2-digit",
      hour12: isEnglish,
    }).format(moment);
    return said.replace(/\s+(?=[ap]m$)/i, "").toLowerCase();
  };

  function first(counts) {
    if (counts.waiting) return words("not-sent", { count: counts.waiting });
    return words(counts.sent ? "all-sent" : "ready");
  }

  function more(counts, sending) {
    if (counts.parked) return words("needs-help", { count: counts.parked });
    if (sending.since && sending.isTrouble) return words("trouble", { time: time(sending.next) });
    if (sending.since) return words(counts.waiting ? "no-signal" : "no-signal-none", { time: time(sending.since) });
    return counts.waiting && sending.isSending ? words("sending") : "";
  }

  // By the server's clock, as far as it told us: the tablet's own may be wrong by days.
  function isOver(tablet, settings) {
    if (!tablet?.captureUntil) return false;
    const now = Date.now() - tablet.clockAhead;
    return now > Date.parse(tablet.captureUntil) || (!tablet.isOpen && now > Date.parse(settings.starts_at));
  }

  function show({ counts, tablet, settings, sending, canUndo, canTakeBack, isBusy }) {
    one("[data-capture-status]").hidden = !tablet;
    say(one("[data-status-first]"), first(counts));
    say(one("[data-status-more]"), more(counts, sending));
    if (tablet) one("[data-capture-panel]").hidden = false;
    for (const name of ["waiting", "unfinished", "parked", "sent"]) say(one(`[data-count="${name}"]`), String(counts[name]));
    say(one('[data-count="room"]'), free.words && words(free.words, free.values));
    one('[data-row="parked"]').hidden = !counts.parked;
    if (one("[data-undo]")) one("[data-undo]").hidden = !canUndo;
    document.querySelectorAll("[data-take-back]").forEach((button) => (button.hidden = !canTakeBack));
    showStopped(tablet, settings, isBusy);
    updateTo({ isBusy });
  }

  // What the server said about this tablet, and what to do now.
  function showStopped(tablet, settings, isBusy) {
    const why = tablet?.stopped || (isOver(tablet, settings) ? "capture-over" : refused);
    const box = one("[data-capture-stopped]");
    box.hidden = !why;
    say(one("[data-stopped-words]"), why && words(why));
    const form = one("#capture-form");
    if (form) form.hidden = Boolean(why) && !isBusy;
  }

  const noticeNow = () => {
    one("[data-capture-notice]").hidden = !notice[0];
    say(one("[data-notice-words]"), notice[0] && words(...notice));
  };
  const tellNotice = (name, values = {}) => {
    notice = [name, values];
    noticeNow();
  };
  // In answer to a press: brought into sight, at once and without motion, and read out.
  const answer = (name, values) => {
    tellNotice(name, values);
    const box = one("[data-capture-notice]");
    box.scrollIntoView({ block: "center", behavior: "instant" });
    box.focus({ preventScroll: true });
  };

  function updateTo(changes) {
    update = { ...update, ...changes };
    one("[data-capture-update]").hidden = !update.isReady;
    one("[data-update-now]").hidden = update.isBusy;
    say(one("[data-update-words]"), words(update.isBusy ? "update-dirty" : "update-ready"));
  }

  // Presses are heard wherever the page was swapped for another language's.
  const onPress = (selector, press) =>
    document.addEventListener("click", (event) => event.target.closest?.(selector) && press());

  // After the page came, in whichever language.
  function enhance(isPractice) {
    one("[data-capture-practice]").hidden = !isPractice || Boolean(one("#capture-practice"));
    const isApple = /iPad|iPhone/.test(navigator.userAgent) || (/Mac/.test(navigator.platform ?? "") && navigator.maxTouchPoints > 1);
    const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    one("[data-home-screen]").hidden = !isApple || isInstalled;
    noticeNow();
    updateTo({});
  }

  const room = (bytes, plenty) => {
    const isPlenty = bytes > plenty;
    free = { words: isPlenty ? "plenty" : "megabytes", values: { count: Math.floor(bytes / 1e6) } };
    say(one('[data-count="room"]'), words(free.words, free.values));
  };

  const refuse = (why) => {
    refused = why;
  };

  return { show, notice: tellNotice, answer, update: updateTo, onPress, enhance, room, refuse };
})();
