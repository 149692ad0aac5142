// A transcription takes over all tables of its document together: one box of them says it for all.
"use strict";

(() => {
  const form = document.getElementById("import-choose");
  if (!form) return;
  const together = [...form.querySelectorAll("input[data-together]")];
  form.addEventListener("change", (event) => {
    if (!together.includes(event.target)) return;
    for (const box of together) box.checked = event.target.checked;
  });
})();
