// What lies sealed on this tablet until the server has said, by its digest, that it holds it.
//   tablets: one for each event: {event, token, name, records, report, stopped, sent: {day, count, submissions}}
//   records: {digest, event, submission, envelope, unfinished, at, attempts, state: "waiting" | "parked", why}
//   drafts:  one for each open tab: a record with `tab`. It becomes a record when its tab is left or gone.
"use strict";

const ginnelOutbox = (() => {
  const STORES = { tablets: "event", records: "digest", drafts: "tab" };
  const heard = globalThis.BroadcastChannel ? new BroadcastChannel("ginnel-capture") : null;
  const listeners = [];
  let opening;

  if (heard) heard.onmessage = (message) => listeners.forEach((listener) => listener(message.data));
  const listen = (listener) => listeners.push(listener);
  const tell = (what) => heard?.postMessage(what);

  const done = (asked) =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open("ginnel-capture", 1);
      asked.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => reject(asked.error);
    });
    return opening;
  }

  // One transaction: all of `work` or nothing. It is on the disk before this is settled.
  async function change(names, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const all = database.transaction(names, "readwrite", { durability: "strict" });
      let answer;
      all.oncomplete = () => resolve(answer);
      all.onabort = all.onerror = (event) => reject(all.error ?? event.target.error);
      Promise.resolve(work(...names.map((name) => all.objectStore(name)))).then(
        (result) => (answer = result),
        (error) => {
          reject(error);
          try {
            all.abort();
          } catch {
            // it was aborted already
          }
        },
      );
    });
  }

  const all = async (name) => done((await open()).transaction(name).objectStore(name).getAll());
  const tablet = async (event) => done((await open()).transaction("tablets").objectStore("tablets").get(event));

  // Changes what is known of the tablet at one event, or begins it.
  const keepTablet = (event, changes) =>
    change(["tablets"], async (tablets) => {
      tablets.put({ event, ...(await done(tablets.get(event))), ...changes });
    });

  // A finished conversation. The draft it grew from goes, and the one it mends, where that is still here.
  const save = (record, tab, replaces = "") =>
    change(["records", "drafts"], (records, drafts) => {
      records.add({ attempts: 0, state: "waiting", why: "", ...record });
      if (replaces) records.delete(replaces);
      drafts.delete(tab);
    }).then(() => tell({ changed: true }));

  const keepDraft = (draft) => change(["drafts"], (_drafts) => void _drafts.put(draft));
  const dropDraft = (tab) => change(["drafts"], (_drafts) => void _drafts.delete(tab));

  // What was begun in these tabs is put with what waits, as unfinished.
  const leave = (tabs) =>
    change(["drafts", "records"], async (drafts, records) => {
      let count = 0;
      for (const left of tabs) {
        const { tab, ...record } = (await done(drafts.get(left))) ?? {};
        if (!tab) continue;
        records.put({ attempts: 0, state: "waiting", why: "", ...record, unfinished: true });
        drafts.delete(tab);
        count += 1;
      }
      return count;
    }).then((count) => {
      if (count) tell({ changed: true });
      return count;
    });

  // Drafts whose tab is gone: closed, crashed, or the tablet went off. A tab that is open holds a lock.
  async function leaveBehind(own) {
    const drafts = await all("drafts");
    if (!drafts.length) return 0;
    const { held } = (await navigator.locks?.query()) ?? { held: [] };
    const open = new Set([own, ...held.map((lock) => lock.name)]);
    return leave(drafts.map((draft) => draft.tab).filter((tab) => !open.has(tab)));
  }

  const today = () => new Date().toDateString();

  // The server holds it, or wants it forgotten. A chat is counted once, whoever sent it and however often it was mended.
  const drop = (record, isSent) =>
    change(["records", "tablets"], async (records, tablets) => {
      if (!(await done(records.get(record.digest)))) return;
      records.delete(record.digest);
      const held = await done(tablets.get(record.event));
      if (!held || !isSent) return;
      const before = held.sent?.day === today() ? held.sent : { count: 0 };
      const known = before.submissions ?? [];
      if (known.includes(record.submission)) return;
      tablets.put({ ...held, sent: { day: today(), count: before.count + 1, submissions: [...known, record.submission] } });
    }).then(() => tell({ changed: true }));

  // Changes a record that is still here.
  const mark = (digest, changes) =>
    change(["records"], async (records) => {
      const held = await done(records.get(digest));
      if (held) records.put({ ...held, ...changes });
    }).then(() => tell({ changed: true }));

  // What was set aside may be tried again: `which` says of which records that holds.
  const release = (which) =>
    change(["records"], async (records) => {
      for (const held of await done(records.getAll()))
        if (held.state === "parked" && which(held)) records.put({ ...held, state: "waiting", why: "", attempts: 0 });
    }).then(() => tell({ changed: true }));

  async function counts(event) {
    const records = await all("records");
    const sent = (await tablet(event))?.sent;
    return {
      waiting: records.length,
      unfinished: records.filter((one) => one.unfinished).length,
      parked: records.filter((one) => one.state === "parked").length,
      sent: sent?.day === today() ? sent.count : 0,
    };
  }

  return {
    open, all, tablet, keepTablet, save, keepDraft, dropDraft, leave, leaveBehind, drop, mark, release, counts, listen, tell,
  };
})();
