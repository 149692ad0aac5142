// The workbook to fill in is made for the budget that is chosen in the form beside it.
"use strict";

(() => {
  const upload = document.getElementById("import-upload");
  const template = document.getElementById("import-template");
  if (!upload || !template) return;

  template.addEventListener("submit", (event) => {
    for (const name of ["department", "year", "phase"]) {
      const chosen = upload.elements[name];
      if (!chosen.reportValidity()) {
        event.preventDefault();
        return;
      }
      template.elements[name].value = chosen.value;
    }
  });
})();
