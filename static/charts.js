// Draws the chart of an overview from the values the page carries; the page is whole without it.
(() => {
  "use strict";
  const source = document.getElementById("balance-data");
  const canvas = document.getElementById("balance-chart");
  if (!source || !canvas || typeof Chart === "undefined") return;

  const data = JSON.parse(source.textContent);
  if (!data.series.length) return;
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  const palette = ["--blue", "--ochre", "--green", "--plum", "--grey"];

  const datasets = () => {
    const drawn = [0, 0];
    return data.series.map((series) => ({
      label: series.label,
      text: series.text,
      data: data.bars.map((_, bar) => (bar === series.bar ? series.value : 0)),
      backgroundColor: read(palette[drawn[series.bar]++ % palette.length]),
      borderColor: read("--paper"),
      borderWidth: { right: 1 },
      bar: series.bar,
    }));
  };

  // Names stand inside the bars where there is room; the table beneath has them all.
  const directLabels = {
    id: "directLabels",
    afterDatasetsDraw(chart) {
      const context = chart.ctx;
      context.save();
      context.font = `13px ${style.fontFamily}`;
      context.fillStyle = read("--on-series");
      context.textBaseline = "middle";
      chart.data.datasets.forEach((dataset, index) => {
        const bar = chart.getDatasetMeta(index).data[dataset.bar];
        const label = `${dataset.label} ${dataset.text}`;
        const width = bar.x - bar.base;
        if (context.measureText(label).width + 16 < width) context.fillText(label, bar.base + 8, bar.y);
      });
      context.restore();
    },
  };

  const frame = canvas.parentElement;
  frame.hidden = false;
  const chart = new Chart(canvas, {
    type: "bar",
    data: { labels: data.bars, datasets: datasets() },
    plugins: [directLabels],
    options: {
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      scales: {
        x: { stacked: true, ticks: { color: read("--soft") }, grid: { color: read("--line") } },
        y: { stacked: true, ticks: { color: read("--ink") }, grid: { display: false } },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item) => item.dataset.bar === item.dataIndex,
          callbacks: { label: (item) => `${item.dataset.label} ${item.dataset.text} ${data.unit}` },
        },
      },
    },
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    chart.data.datasets = datasets();
    chart.options.scales.x.ticks.color = read("--soft");
    chart.options.scales.x.grid.color = read("--line");
    chart.options.scales.y.ticks.color = read("--ink");
    chart.update();
  });
})();
