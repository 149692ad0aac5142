// Fetches what draws charts when one of them comes near the window: whoever reads the words alone waits for nothing.
(() => {
  "use strict";
  const sources = document.currentScript.dataset.sources.trim().split(/\s+/);
  const places = document.querySelectorAll("[data-chart]");
  let started = false;

  const start = () => {
    if (started) return;
    started = true;
    for (const source of sources) {
      const script = document.createElement("script");
      script.src = source;
      // In their order: each builds on those before it.
      script.async = false;
      // Without it the sentence and the table remain, and no empty place.
      script.addEventListener("error", () => places.forEach((place) => (place.hidden = true)));
      document.head.append(script);
    }
  };

  if (!("IntersectionObserver" in window)) {
    start();
    return;
  }
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      start();
    },
    { rootMargin: "200px" },
  );
  places.forEach((place) => watcher.observe(place));
})();
