// How charts look: their colours, their hatching, and the words that stand directly on what is drawn.
// Colours come from the variables of site.css; a sixth and further series is hatched in the same five colours.
const chartLooks = (() => {
  "use strict";
  const SERIES = ["blue", "ochre", "green", "plum", "grey"];
  const TONES = ["paper", "ink", "soft", "line", "on-series", "sans", "song", ...SERIES];
  const SIZE = 13;

  // What the scheme in force at an element calls its colours and faces.
  const readColours = (element) => {
    const style = getComputedStyle(element);
    return Object.fromEntries(TONES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  };

  const plain = (colours, number) => colours[SERIES[number % SERIES.length]];

  const hatched = (colours, number) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const context = tile.getContext("2d");
    context.fillStyle = plain(colours, number);
    context.fillRect(0, 0, 8, 8);
    context.strokeStyle = colours.paper;
    context.lineWidth = 1.2;
    for (const shift of [-8, 0, 8]) {
      context.moveTo(shift, 8);
      context.lineTo(shift + 8, 0);
    }
    context.stroke();
    return context.createPattern(tile, "repeat");
  };

  const colourOf = (colours, number) => (number < SERIES.length ? plain(colours, number) : hatched(colours, number));

  // Characters of a Chinese face are square, Latin ones about half as wide.
  const widthOf = (text) => [...text].reduce((sum, one) => sum + (one.charCodeAt(0) > 255 ? SIZE : SIZE * 0.6), 0);

  const wrap = (text, width, most = 2) => {
    const lines = [""];
    for (const one of text) {
      if (lines.at(-1) && widthOf(lines.at(-1) + one) > width) lines.push("");
      lines[lines.length - 1] += one;
    }
    if (lines.length <= most) return lines;
    return [...lines.slice(0, most - 1), `${lines[most - 1].slice(0, -1)}…`];
  };

  const write = (context, colours, text, x, y, colour, align = "left") => {
    context.font = `${SIZE}px ${colours.sans}`;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };

  const barWords = (data, set, at) => (data.series.length > 1 ? `${set.label} ${set.texts[at]}` : set.texts[at]);

  // Beside each bar stands what it is, so that nobody needs a scale or a legend.
  const besideBars = (data, colours) => ({
    id: "besideBars",
    afterDatasetsDraw(chart) {
      chart.data.datasets.forEach((set, number) => {
        chart.getDatasetMeta(number).data.forEach((bar, at) => {
          if (set.data[at] === null) return;
          write(chart.ctx, colours, barWords(data, set, at), Math.max(bar.x, bar.base) + 6, bar.y, colours.ink);
        });
      });
    },
  });

  // Names stand inside the parts of a bar where there is room; the table beneath has them all.
  const insideParts = (colours) => ({
    id: "insideParts",
    afterDatasetsDraw(chart) {
      chart.data.datasets.forEach((set, number) => {
        chart.getDatasetMeta(number).data.forEach((bar, at) => {
          if (!set.data[at]) return;
          const room = Math.abs(bar.x - bar.base) - 12;
          const words = [`${set.label} ${set.texts[at]}`, set.label, set.texts[at]];
          const fits = words.find((text) => widthOf(text) < room);
          if (!fits) return;
          if (number >= SERIES.length) {
            chart.ctx.fillStyle = plain(colours, number);
            chart.ctx.fillRect(Math.min(bar.x, bar.base) + 3, bar.y - 10, widthOf(fits) + 8, 20);
          }
          write(chart.ctx, colours, fits, Math.min(bar.x, bar.base) + 7, bar.y, colours["on-series"]);
        });
      });
    },
  });

  // Each line is named where it ends, and its points say their value unless another word stands there.
  const alongLines = (colours) => ({
    id: "alongLines",
    afterDatasetsDraw(chart) {
      const taken = [];
      const place = (text, x, y, colour, align) => {
        const width = widthOf(text);
        const left = align === "center" ? x - width / 2 : x;
        const box = [left, y - 8, left + width, y + 8];
        if (taken.some((one) => box[0] < one[2] && one[0] < box[2] && box[1] < one[3] && one[1] < box[3])) return false;
        taken.push(box);
        write(chart.ctx, colours, text, x, y, colour, align);
        return true;
      };
      const ends = chart.data.datasets.map((set, number) => {
        const last = set.data.findLastIndex((value) => value !== null);
        return last < 0 ? null : { set, number, point: chart.getDatasetMeta(number).data[last] };
      });
      for (const { set, number, point } of ends.filter(Boolean)) {
        const shifts = [0, -16, 16, -32, 32, -48, 48];
        shifts.some((shift) => place(set.label, point.x + 10, point.y + shift, plain(colours, number), "left"));
      }
      chart.data.datasets.forEach((set, number) => {
        chart.getDatasetMeta(number).data.forEach((point, at) => {
          if (set.data[at] === null) return;
          [-14, 16].some((shift) => place(set.texts[at], point.x, point.y + shift, colours.ink, "center"));
        });
      });
    },
  });

  return { SIZE, plain, colourOf, readColours, widthOf, wrap, barWords, besideBars, insideParts, alongLines };
})();
