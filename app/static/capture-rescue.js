// The sealed outbox as a file, for the day a tablet can send no more. Nobody but the server can open it.
"use strict";

const ginnelRescue = (() => {
  async function save({ event, slug }) {
    const records = (await ginnelOutbox.all("records"))
      .filter((one) => one.event === event)
      .map(({ submission, unfinished, envelope, digest }) => ({ submission, unfinished, envelope, digest }));
    const whole = JSON.stringify({ ginnel: "rescue", v: 1, event, records });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([whole], { type: "application/json" }));
    link.download = `ginnel-${slug}-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  return { save };
})();
