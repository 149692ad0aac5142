// While a document is read: asks how far it is, shows that, and opens the preview when it is there.
"use strict";

(() => {
  const box = document.getElementById("import-progress");
  if (!box) return;
  const bar = box.querySelector("progress");
  const stage = box.querySelector(".stage");
  const delayed = box.querySelector(".delayed");
  const QUICK = 1500;
  const SLOW = 10000;

  function show(status) {
    bar.value = status.progress;
    if (stage.textContent !== (status.stage || status.label)) stage.textContent = status.stage || status.label;
    delayed.hidden = !status.delayed;
  }

  async function ask() {
    let pause = QUICK;
    try {
      const answer = await fetch(box.dataset.status, { headers: { Accept: "application/json", "X-Unattended": "1" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const status = await answer.json();
      if (!status.running) {
        window.location.reload();
        return;
      }
      show(status);
    } catch {
      // The network or the session is gone: the link below still leads on, and asking goes on more slowly.
      pause = SLOW;
    }
    window.setTimeout(ask, pause);
  }

  window.setTimeout(ask, QUICK);
})();
