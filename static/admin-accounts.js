// Fields with a search of their own are rebuilt by the library that searches; here they get back the names they had.
(function () {
  "use strict";

  function name(root) {
    // The column of what a row was before has no head, and nothing but its first line is shown.
    document.querySelectorAll("th.original:empty").forEach(function (head) {
      const text = document.createElement("span");
      text.className = "visually-hidden";
      text.textContent = "原有";
      head.append(text);
    });
    root.querySelectorAll("select.admin-autocomplete[aria-label]").forEach(function (select) {
      const shown = select.parentElement.querySelector(".select2-selection");
      if (!shown) return;
      const chosen = select.selectedOptions.length ? select.selectedOptions[0].text.trim() : "";
      shown.removeAttribute("aria-labelledby");
      const label = select.getAttribute("aria-label") + (chosen ? "：" + chosen : "");
      shown.setAttribute("aria-label", label);
      const text = shown.querySelector("[role=textbox]");
      if (text) text.setAttribute("aria-label", label);
    });
  }

  // After the library, which registered before us.
  window.django.jQuery(function () { name(document); });
  document.addEventListener("formset:added", function (event) {
    window.setTimeout(function () { name(event.target); }, 0);
  });
  document.addEventListener("change", function () { name(document); });
})();
