// How each kind of chart is drawn: from the data that a page carries to what the library is given.
const budgetCharts = (() => {
  "use strict";
  const { SIZE, plain, colourOf, widthOf, wrap, barWords, besideBars, insideParts, alongLines } = chartLooks;
  const MARKS = ["circle", "rect", "triangle", "rectRot", "star", "cross"];
  const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [12, 5]];

  const setsOf = (data) =>
    data.series.map((series) => ({
      label: series.label,
      data: series.points.map((point) => point.value),
      texts: series.points.map((point) => point.text),
      addresses: series.points.map((point) => point.address),
    }));

  const nameAxis = (data, colours, width) => ({
    ticks: {
      color: colours.ink,
      font: { size: SIZE },
      autoSkip: false,
      crossAlign: "far",
      callback: (_, at) => wrap(data.labels[at], Math.min(240, width * 0.3)),
    },
    grid: { display: false },
    border: { color: colours.soft },
  });

  const across = (data, colours, width, stacked) => ({
    indexAxis: "y",
    scales: { x: { stacked, display: false, beginAtZero: true }, y: { stacked, ...nameAxis(data, colours, width) } },
  });

  const bars = (data, colours, width) => {
    const datasets = setsOf(data).map((set, number) => ({
      ...set,
      backgroundColor: colourOf(colours, number),
      barThickness: data.series.length > 1 ? 17 : 20,
    }));
    const words = datasets.flatMap((set) => set.data.map((_, at) => widthOf(barWords(data, set, at))));
    const options = across(data, colours, width, false);
    return {
      type: "bar",
      data: { labels: data.labels, datasets },
      options: { ...options, layout: { padding: { right: Math.min(width * 0.45, Math.max(...words) + 12) } } },
      plugins: [besideBars(data, colours)],
    };
  };

  const stack = (data, colours, width) => ({
    type: "bar",
    data: {
      labels: data.labels,
      datasets: setsOf(data).map((set, number) => ({
        ...set,
        backgroundColor: colourOf(colours, number),
        borderColor: colours.paper,
        borderWidth: { right: 1 },
        borderSkipped: false,
        barThickness: 40,
      })),
    },
    options: across(data, colours, width, true),
    plugins: [insideParts(colours)],
  });

  const lines = (data, colours, width) => {
    const right = Math.min(width * 0.35, Math.max(...data.series.map((one) => widthOf(one.label))) + 18);
    return {
      type: "line",
      data: {
        labels: data.labels,
        datasets: setsOf(data).map((set, number) => ({
          ...set,
          borderColor: plain(colours, number),
          backgroundColor: plain(colours, number),
          borderDash: DASHES[number % DASHES.length],
          borderWidth: 2,
          pointStyle: MARKS[number % MARKS.length],
          pointRadius: 4,
        })),
      },
      options: {
        layout: { padding: { right, top: 16 } },
        scales: {
          x: { offset: true, ticks: { color: colours.ink, font: { size: SIZE } }, grid: { display: false } },
          y: {
            beginAtZero: true,
            ticks: { color: colours.soft, maxTicksLimit: 6 },
            grid: { color: colours.line },
            border: { display: false },
          },
        },
      },
      plugins: [alongLines(colours)],
    };
  };

  const treemap = (data, colours) => {
    const points = data.series[0].points.filter((point) => point.value > 0);
    const grouped = points.some((point) => point.group);
    const groups = [...new Set(points.map((point) => (grouped ? point.group : point.label)))];
    const found = (context) => points[context.raw?._data?.children?.[0]?.number];
    const colour = (context) => {
      const point = context.type === "data" && found(context);
      return point ? plain(colours, groups.indexOf(grouped ? point.group : point.label)) : "transparent";
    };
    return {
      type: "treemap",
      data: {
        datasets: [
          {
            tree: points.map((point, number) => ({ ...point, number })),
            key: "value",
            groups: grouped ? ["group", "label"] : ["label"],
            spacing: 1,
            borderWidth: 1,
            borderColor: colours.paper,
            backgroundColor: colour,
            hoverBackgroundColor: colour,
            hoverBorderColor: colours.ink,
            captions: {
              color: colours["on-series"],
              font: { size: SIZE, weight: "bold" },
              padding: 4,
              formatter: (context) => context.raw?._data?.label ?? "",
            },
            labels: {
              display: true,
              color: colours["on-series"],
              font: { size: SIZE },
              overflow: "hidden",
              align: "left",
              position: "top",
              formatter: (context) => {
                const point = found(context);
                const rows = Math.floor((context.raw.h - 6) / (SIZE * 1.3));
                if (!point || rows < 1 || context.raw.w < widthOf("四个汉字")) return "";
                const words = wrap(point.label, context.raw.w - 10, Math.min(3, Math.max(1, rows - 1)));
                return rows > words.length ? [...words, point.text] : words;
              },
            },
          },
        ],
      },
      options: {},
    };
  };

  const sankey = (data, colours, width) => {
    const flows = data.flows.filter((flow) => flow.value > 0);
    const sources = [...new Set(flows.map((flow) => flow.from))];
    const targets = [...new Set(flows.map((flow) => flow.to))];
    const middle = targets.filter((name) => sources.includes(name));
    const ends = [...sources, ...targets].filter((name) => !middle.includes(name));
    const colour = (name) => (middle.includes(name) ? colours.soft : plain(colours, ends.indexOf(name)));
    const textOf = (name) => {
      const own = flows.filter((flow) => flow.from === name || flow.to === name);
      return own.length === 1 ? own[0].text : "";
    };
    // A place's name and money share a line where there is room, so that small places can stand close together.
    const wide = width > 640;
    const gap = wide ? 20 : 36;
    const gaps = Math.max(sources.length - middle.length, targets.length - middle.length) - 1;
    const labels = [...new Set([...sources, ...targets])].map((name) => {
      const words = wrap(name, Math.max(96, width * 0.28), middle.includes(name) ? 3 : 1);
      // On a phone the department's name would lie across the stream; the page says whose it is.
      if (middle.includes(name) && !wide) return [name, ""];
      return [name, [...words, textOf(name)].filter(Boolean).join(wide ? " " : "\n")];
    });
    return {
      type: "sankey",
      data: {
        datasets: [
          {
            data: flows.map((flow) => ({ from: flow.from, to: flow.to, flow: flow.value })),
            flows,
            labels: Object.fromEntries(labels),
            colorFrom: (context) => colour(context.raw?.from),
            colorTo: (context) => colour(context.raw?.to),
            color: colours.ink,
            borderWidth: 0,
            nodeWidth: 12,
            nodePadding: (gap * data.height) / Math.max(1, data.height - 40 - gaps * gap),
            alpha: 0.35,
            size: "max",
            font: { size: SIZE, family: colours.sans, lineHeight: 1.35 },
          },
        ],
      },
      options: { layout: { padding: { top: wide ? 8 : 20, bottom: wide ? 8 : 20, left: 2, right: 14 } } },
    };
  };

  const KINDS = { bars, stack, lines, treemap, sankey };

  // What a drawn element stands for: its words and the page it leads to.
  const found = (data, chart, { datasetIndex, index, element }) => {
    const set = chart.data.datasets[datasetIndex];
    if (data.kind === "sankey") {
      const flow = set.flows[index];
      return { words: `${flow.from} → ${flow.to} ${flow.text}`, address: flow.address };
    }
    if (data.kind === "treemap") {
      const raw = set.data[index];
      const leaf = raw?._data?.children?.length === 1 ? raw._data.children[0] : null;
      return leaf ? { words: `${leaf.label} ${leaf.text}`, address: leaf.address } : { words: raw?._data?.label ?? "" };
    }
    const name = data.series.length > 1 || !data.labels[index] ? set.label : data.labels[index];
    return { words: `${name} ${set.texts[index]}`.trim(), address: set.addresses[index] };
  };

  const configure = (data, colours, width) => {
    const made = KINDS[data.kind](data, colours, width);
    const words = (item) => `${found(data, item.chart, item).words} ${data.unit}`;
    const tooltip = {
      backgroundColor: colours.ink,
      titleColor: colours.paper,
      bodyColor: colours.paper,
      displayColors: false,
      callbacks: { title: () => "", label: words },
    };
    return {
      ...made,
      options: {
        animation: false,
        maintainAspectRatio: false,
        locale: "zh-CN",
        font: { family: colours.sans, size: SIZE },
        ...made.options,
        plugins: { legend: { display: false }, tooltip },
      },
    };
  };

  return { configure, found };
})();
