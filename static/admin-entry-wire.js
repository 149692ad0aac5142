// Talking to the server: JSON there and back, and what kind of trouble it was when it failed.
// Trouble.kind: "offline" (no answer), "signed_out", "closed" (not allowed any more), "bad" (refused as a whole), "failed".
const entryWire = (() => {
  "use strict";
  const PATIENCE = 30_000;

  class Trouble extends Error {
    constructor(kind, message = "") {
      super(message);
      this.kind = kind;
    }
  }

  // Read afresh each time: logging in again changes it.
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1]
    ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const call = async (address, options) => {
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), PATIENCE);
    try {
      return await fetch(address, { redirect: "manual", cache: "no-store", signal: patience.signal, ...options });
    } catch {
      throw new Trouble("offline");
    } finally {
      clearTimeout(clock);
    }
  };

  const readJson = async (response) => {
    if (!response.headers.get("content-type")?.includes("json")) return null;
    try {
      return await response.json();
    } catch {
      // The connection broke in the middle of the answer.
      throw new Trouble("offline");
    }
  };

  const judge = async (response) => {
    if (response.type === "opaqueredirect" || response.status === 401) throw new Trouble("signed_out");
    const answer = await readJson(response);
    if (response.ok && answer) return answer;
    if (response.ok) throw new Trouble("signed_out");
    if (response.status === 403 && !answer) throw new Trouble("forged");
    if (response.status === 403 || response.status === 404) throw new Trouble("closed", answer?.message ?? "");
    if (response.status === 413 || response.status === 400) throw new Trouble("bad", answer?.message ?? "");
    throw new Trouble("failed");
  };

  const get = async (address) => judge(await call(address, { headers: { Accept: "application/json" } }));

  const send = async (address, body, headers) =>
    judge(await call(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token(), ...headers },
      body: JSON.stringify(body),
    }));

  // Sends, and once more with a fresh token where the first was too old.
  const post = async (address, body = {}, headers = {}) => {
    try {
      return await send(address, body, headers);
    } catch (trouble) {
      if (trouble.kind !== "forged") throw trouble;
    }
    const page = await call(location.href, {});
    if (page.type === "opaqueredirect") throw new Trouble("signed_out");
    try {
      return await send(address, body, headers);
    } catch (trouble) {
      throw trouble.kind === "forged" ? new Trouble("signed_out") : trouble;
    }
  };

  return { get, post, Trouble };
})();
