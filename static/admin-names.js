// Names for what Django's own scripts and templates leave without one, so that screen readers can tell it.
(() => {
  "use strict";

  // In a row of a table the head of the column says what is chosen.
  const headOf = (select) => {
    const cell = select.closest("td");
    return cell?.closest("table")?.querySelectorAll("thead th, thead td")[cell.cellIndex]?.textContent.trim();
  };

  // The boxes in which one searches while choosing, drawn by select2 beside their select.
  const nameBox = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const text = label?.textContent.trim().replace(/[:：]$/, "") ?? select.getAttribute("aria-label") ?? headOf(select);
    const parts = select.parentElement.querySelectorAll(".select2-selection, .select2-selection__rendered");
    for (const part of parts) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", text || select.name);
    }
  };

  // The head of the column that only tells what a row was called is empty: it is no head.
  const emptyHeads = () => {
    for (const head of document.querySelectorAll("th.original")) {
      if (head.textContent.trim()) continue;
      const cell = document.createElement("td");
      cell.className = head.className;
      head.replaceWith(cell);
    }
  };

  const nameAll = () => {
    document.querySelectorAll("select.admin-autocomplete").forEach(nameBox);
    emptyHeads();
  };
  window.addEventListener("load", () => setTimeout(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
})();
