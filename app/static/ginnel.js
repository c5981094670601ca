// The only script. Every page works without it.

// After a form comes back with errors, move to the list of them.
document.querySelector("[data-error-summary]")?.focus();

// Leave quickly: the page left behind is not in the way back, and a page of one's own is shut.
for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    const own = document.querySelector("form[data-leave]");
    if (own) navigator.sendBeacon(own.action, new FormData(own));
    location.replace(link.href);
  });
}

// A button that prints stays hidden where there is no script.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
