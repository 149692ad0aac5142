// Leaving the page: what was just typed is saved before a link is followed; the browser asks only where that failed.
const entryLeave = (parts) => {
  "use strict";
  const { sheet, editor, saver } = parts;
  const isHere = (link, event) =>
    link?.host === location.host && link.target !== "_blank" && !link.hash && !event.defaultPrevented &&
    !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    if (!isHere(link, event)) return;
    editor.commit();
    editor.field.blur();
    if (!sheet.unsaved().length) return;
    event.preventDefault();
    await saver.flush();
    location.assign(link.href);
  });

  addEventListener("beforeunload", (event) => {
    editor.commit();
    if (sheet.unsaved().length) event.preventDefault();
  });

  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && editor.commit());
};
