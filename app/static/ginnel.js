// The only script. Every page works without it.

// After a form comes back with errors, move to the list of them.
document.querySelector("[data-error-summary]")?.focus();

// Leave quickly: the page left behind is not in the way back, and a page of one's own is shut.
function leave(link) {
  document.body.hidden = true;
  const own = document.querySelector("form[data-leave]");
  if (own) navigator.sendBeacon(own.action, new FormData(own));
  location.replace(link.href);
}
for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
}

// The same for three presses of Shift alone within five seconds.
const exit = document.querySelector("[data-exit]");
let presses = [];
if (exit)
  document.addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses, event.timeStamp].slice(-3) : [];
    if (presses.length === 3 && event.timeStamp - presses[0] < 5000) leave(exit);
  });

// Words that only hold with a script.
for (const words of document.querySelectorAll("[data-needs-script]")) words.hidden = false;

// A button that prints stays hidden where there is no script.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
