// Seals a conversation on the tablet, so that nobody who holds the tablet can read it. Only the server opens it.
// The shape is that of app/domain/envelope.py: a key of its own for each record, wrapped for the event.
"use strict";

const ginnelSeal = (() => {
  const RSA = { name: "RSA-OAEP", hash: "SHA-256" };
  const isThere = () => Boolean(globalThis.crypto?.subtle && globalThis.TextEncoder);

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const base64Of = (buffer) => btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""));
  const hexOf = (buffer) => Array.from(new Uint8Array(buffer), (one) => one.toString(16).padStart(2, "0")).join("");

  const keyFrom = (base64) => crypto.subtle.importKey("spki", bytesOf(base64), RSA, false, ["encrypt"]);

  // `boundTo`: "<event id>/<submission>". Gives {key, iv, data} in base64 and the digest the server answers with.
  async function seal(publicKey, boundTo, document) {
    const letters = new TextEncoder();
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const own = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
    const data = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData: letters.encode(boundTo) },
      own,
      letters.encode(JSON.stringify(document)),
    );
    const key = await crypto.subtle.encrypt(RSA, publicKey, secret);
    secret.fill(0);
    const whole = await new Blob([key, iv, data]).arrayBuffer();
    const digest = hexOf(await crypto.subtle.digest("SHA-256", whole));
    return { envelope: { key: base64Of(key), iv: base64Of(iv), data: base64Of(data) }, digest };
  }

  return { isThere, keyFrom, seal };
})();
