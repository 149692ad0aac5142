// Where a figure comes from opens beside its table: its page is fetched, and its main part shown in a panel.
// Without this script, or where anything fails, the link leads to the page.
(() => {
  const pattern = document.getElementById("figure-panel");
  if (!pattern || !window.HTMLDialogElement || !window.fetch) return;
  // Large print keeps to one thing at a time: there a figure is a page.
  if (document.body.classList.contains("large")) return;

  const panel = pattern.content.firstElementChild.cloneNode(true);
  const body = panel.querySelector(".body");
  const status = panel.querySelector("[role=status]");
  const alone = panel.querySelector(".alone");
  document.body.append(panel);
  const kept = new Map();
  let chosen = null;
  let shown = "";

  const isFigure = (link) =>
    /\/tables\/\d+\/cells\/[^/]+\/[^/]+\/$/.test(link.pathname) && link.host === location.host;

  const mark = (link) => {
    chosen?.removeAttribute("aria-current");
    chosen = link;
    chosen?.setAttribute("aria-current", "true");
  };

  const find = (address) =>
    [...document.querySelectorAll(".statutory .amount a")].find((link) => link.href === address);

  // The main part of a page, its heading one level below that of the table.
  const read = async (address) => {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const figure = page.getElementById("figure");
    if (!figure) throw new Error(address);
    const heading = document.createElement("h2");
    heading.id = "figure-name";
    heading.tabIndex = -1;
    heading.append(...figure.querySelector("h1").childNodes);
    figure.querySelector("h1").replaceWith(heading);
    return figure;
  };

  const open = async (address) => {
    shown = address;
    alone.href = address;
    mark(find(address) ?? chosen);
    status.hidden = false;
    body.replaceChildren();
    if (!panel.open) panel.show();
    panel.scrollTop = 0;
    panel.focus();
    try {
      if (!kept.has(address)) kept.set(address, await read(address));
      if (shown !== address) return;
      body.replaceChildren(document.importNode(kept.get(address), true));
      status.hidden = true;
      body.querySelector("#figure-name").focus({ preventScroll: true });
      chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
    } catch {
      if (shown === address) location.assign(address);
    }
  };

  const close = () => {
    if (!panel.open) return;
    panel.close();
    shown = "";
    const link = chosen;
    mark(null);
    link?.focus();
  };

  // The panel is a step of the history, so that going back closes it.
  const leave = () => (history.state?.figure ? history.go(-history.state.depth) : close());

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey || event.altKey) return;
    if (panel.contains(link) && link.getAttribute("href").startsWith("#")) {
      // A place within the panel; it is no step of the history.
      event.preventDefault();
      body.querySelector(link.hash)?.scrollIntoView();
    } else if (isFigure(link) && link !== alone && (panel.contains(link) || link.closest(".statutory"))) {
      event.preventDefault();
      if (link.closest(".statutory")) mark(link);
      const step = { figure: link.href, depth: (history.state?.depth ?? 0) + 1 };
      history.pushState(step, "");
      open(link.href);
    }
  });
  panel.querySelector("button").addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.preventDefault();
      leave();
    }
  });
  window.addEventListener("popstate", (event) => (event.state?.figure ? open(event.state.figure) : close()));
  // A page that is loaded anew has no panel, whatever its step of the history was.
  if (history.state?.figure) history.replaceState(null, "");
})();
