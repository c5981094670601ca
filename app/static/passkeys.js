// Passkeys: asks the device, puts its answer into the form, and sends the form as any other.

const toBytes = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toWords = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

async function created(question) {
  return navigator.credentials.create({
    publicKey: {
      ...question,
      challenge: toBytes(question.challenge),
      user: { ...question.user, id: toBytes(question.user.id) },
      excludeCredentials: withBytes(question.excludeCredentials),
    },
  });
}

async function got(question) {
  return navigator.credentials.get({
    publicKey: {
      ...question,
      challenge: toBytes(question.challenge),
      allowCredentials: withBytes(question.allowCredentials),
    },
  });
}

// The answer as JSON, each of its parts in letters.
function said(key) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(
    parts.filter((part) => key.response[part]).map((part) => [part, toWords(key.response[part])]),
  );
  return JSON.stringify({ id: key.id, rawId: toWords(key.rawId), type: key.type, response, clientExtensionResults: {} });
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  form.querySelector("[data-passkey-button]").hidden = false;
  form.querySelector("[data-passkey-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ask = form.dataset.passkey === "create" ? created : got;
    try {
      form.elements.answer.value = said(await ask(JSON.parse(form.dataset.question)));
    } catch {
      form.elements.answer.value = "none"; // stopped, or not on this device: the page says what to do now
    }
    form.submit();
  });
}
