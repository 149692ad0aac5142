// Draws the charts of a page from the data the page carries, and gives them away as pictures.
// The page is whole without it: every chart has its sentence and its table.
(() => {
  "use strict";
  const places = [...document.querySelectorAll("[data-chart]")];
  if (typeof Chart === "undefined" || typeof budgetCharts === "undefined") {
    places.forEach((place) => (place.hidden = true));
    return;
  }

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const go = (address) => (window.top === window ? location.assign(address) : window.open(address));

  const draw = (place) => {
    const data = read(place.dataset.chart);
    const canvas = place.querySelector("canvas");
    const made = budgetCharts.configure(data, chartLooks.readColours(place), place.clientWidth);
    const addressUnder = (elements, chart) => elements.length && budgetCharts.found(data, chart, elements.at(-1)).address;
    made.options.onHover = (event, elements, chart) => {
      canvas.classList.toggle("leads", Boolean(addressUnder(elements, chart)));
    };
    made.options.onClick = (event, elements, chart) => {
      const address = addressUnder(elements, chart);
      if (address) go(address);
    };
    place.classList.add("drawn");
    return new Chart(canvas, made);
  };

  let drawn = [];
  const drawAll = () => {
    drawn.forEach((chart) => chart.destroy());
    drawn = places.map(draw);
  };
  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  // Words are wrapped for the width that there is.
  let width = innerWidth;
  let waiting = 0;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawAll, 200);
  });

  // A picture is on paper in every scheme, as wide everywhere, and says where it comes from.
  const WIDTH = 1000;
  const MARGIN = 40;
  const SCALE = 2;

  const paint = (data) => {
    const paper = document.createElement("div");
    paper.className = "on-paper";
    document.body.append(paper);
    const colours = chartLooks.readColours(paper);
    paper.remove();
    const chart = document.createElement("canvas");
    const inner = WIDTH - 2 * MARGIN;
    chart.width = inner;
    chart.height = data.height;
    const made = budgetCharts.configure(data, colours, inner);
    const painted = new Chart(chart, {
      ...made,
      options: { ...made.options, responsive: false, devicePixelRatio: SCALE, events: [] },
    });
    const sheet = frame(data, colours, chart);
    painted.destroy();
    return sheet;
  };

  const frame = (data, colours, chart) => {
    const title = data.title.includes(data.unit) ? data.title : `${data.title}（${data.unit}）`;
    const sentence = chartLooks.wrap(data.sentence, (WIDTH - 2 * MARGIN) * 0.8, 4);
    const top = MARGIN + 44 + sentence.length * 26 + 8;
    const sheet = document.createElement("canvas");
    sheet.width = WIDTH * SCALE;
    sheet.height = (top + data.height + 82) * SCALE;
    const context = sheet.getContext("2d");
    context.scale(SCALE, SCALE);
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.textBaseline = "top";
    const write = (text, y, font, colour) => {
      context.font = font;
      context.fillStyle = colour;
      context.fillText(text, MARGIN, y);
    };
    write(title, MARGIN, `700 26px ${colours.song}`, colours.ink);
    sentence.forEach((line, at) => write(line, MARGIN + 44 + at * 26, `16px ${colours.sans}`, colours.ink));
    context.drawImage(chart, MARGIN, top, WIDTH - 2 * MARGIN, data.height);
    const source = new URL(data.address || location.pathname + location.search, location.origin);
    [document.title, decodeURI(source.href)].forEach((line, at) => {
      write(line, top + data.height + 18 + at * 22, `13px ${colours.sans}`, colours.soft);
    });
    return sheet;
  };

  const download = (data) =>
    paint(data).toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${data.title}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, "image/png");

  document.querySelectorAll("button[data-picture]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => download(read(button.dataset.picture)));
  });
})();
