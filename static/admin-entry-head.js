// The head of the grid as the statutory form draws it, and its foot: sums, approved totals and what they differ by.
const entryHead = (() => {
  "use strict";
  const { say } = entryWords;
  const WIDTHS = { code: 7, choice: 9, measure: 11, text: 13, long: 26, fixed: 10 };
  const NUMBER_WIDTH = 3.4;
  const AMOUNT_WIDTH = 6.2;
  const LONG_WIDTH = 26;
  const SAMPLE = 200;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const approved = (sheet, column) => entryDecimal.fenOf(sheet.data.controls?.[column.key] ?? "");

  // How wide a column must be for what it shows, in em: digits are about half as wide as Chinese characters.
  const needed = (sheet, column) => {
    const given = column.width ?? WIDTHS[column.kind] ?? 9;
    if (sheet.isAmount(column)) {
      const texts = [sheet.total(column), approved(sheet, column), ...sheet.rows.slice(0, SAMPLE).map((row) => sheet.fen(row, column))];
      const longest = Math.max(...texts.map((fen) => entryDecimal.format(fen, sheet.unit).length));
      return Math.max(AMOUNT_WIDTH, longest * 0.62 + 1.3);
    }
    if (column.kind === "code") return Math.min(given, 6.8);
    if (column.kind !== "choice") return given;
    const used = new Set([column.default ?? "", ...sheet.rows.map((row) => row.values[column.key] ?? "")]);
    const labels = column.choices.filter(([key]) => used.has(key)).map(([, label]) => [...label].length);
    return Math.max(5, Math.min(given, Math.max(0, ...labels) * 0.95 + 1.4));
  };

  // Widths of the columns in em, that of the row numbers first; long texts take what room there is.
  const widths = (sheet, room) => {
    const number = sheet.rows.some((row) => row.address) ? NUMBER_WIDTH + 2.6 : NUMBER_WIDTH;
    const found = [number, ...sheet.columns.map((column) => needed(sheet, column))];
    const long = sheet.columns.flatMap((column, at) => (column.kind === "long" ? [at + 1] : []));
    const others = found.reduce((sum, width, at) => sum + (long.includes(at) ? 0 : width), 0);
    for (const at of long) found[at] = Math.max(LONG_WIDTH, (room - others) / long.length);
    return found;
  };

  const makeColumns = (wide) => {
    const group = make("colgroup");
    for (const width of wide) {
      const column = make("col");
      column.style.width = `${width}em`;
      group.append(column);
    }
    return group;
  };

  // How many columns at the left stay in sight: those that name a row, as long as they leave room for amounts.
  const countFrozen = (sheet, wide, room, em) => {
    let taken = wide[0] * em;
    let count = 0;
    for (const column of sheet.columns.slice(0, 4)) {
      if (sheet.isAmount(column) || column.kind === "long" || column.kind === "measure") break;
      taken += wide[count + 1] * em;
      if (taken > room * 0.45) break;
      count += 1;
    }
    return count;
  };

  const makeHeadCell = (cell, sheet, frozen) => {
    const at = cell.column ? sheet.columns.findIndex((column) => column.key === cell.column) : -1;
    const head = make("th", { scope: cell.colspan > 1 ? "colgroup" : "col", textContent: cell.label });
    head.colSpan = cell.colspan;
    head.rowSpan = cell.rowspan;
    if (at < 0) return head;
    head.dataset.column = cell.column;
    head.setAttribute("aria-colindex", at + 2);
    if (at < frozen) head.classList.add("frozen", `frozen-${at + 1}`);
    const column = sheet.columns[at];
    if (column.required) head.append(make("span", { className: "required", title: say("required"), textContent: " *" }));
    if (column.hint) head.title = column.hint;
    return head;
  };

  const makeHead = (sheet, frozen) => {
    const head = make("thead");
    sheet.data.header.forEach((cells, level) => {
      const row = make("tr");
      row.setAttribute("aria-rowindex", level + 1);
      if (level === 0) {
        const corner = make("th", { className: "number frozen frozen-0", scope: "col", textContent: say("row") });
        corner.rowSpan = sheet.data.header.length;
        row.append(corner);
      }
      row.append(...cells.map((cell) => makeHeadCell(cell, sheet, frozen)));
      head.append(row);
    });
    return head;
  };

  const hasTotals = (sheet) => sheet.columns.some((column) => column.totalled);

  // The rows of the foot: what each says of a column, in fen, or null.
  const lines = (sheet) => {
    const total = (column) => (column.totalled ? sheet.total(column) : null);
    const found = [{ label: say("total"), kind: "total", amount: total }];
    if (!Object.keys(sheet.data.controls ?? {}).length) return found;
    const difference = (column) => {
      const wanted = approved(sheet, column);
      return wanted === null || wanted === undefined ? null : (total(column) ?? 0n) - wanted;
    };
    const control = (column) => approved(sheet, column) ?? null;
    found.push({ label: say("approved"), kind: "approved", amount: control });
    found.push({ label: say("difference"), kind: "difference", amount: difference });
    return found;
  };

  const makeFootRow = (sheet, line, frozen) => {
    const row = make("tr", { className: line.kind });
    const label = make("th", { scope: "row", className: "frozen frozen-0", textContent: line.label });
    // The label may run over the columns that name rows, up to the first that has a sum.
    const first = sheet.columns.findIndex((column) => column.totalled);
    label.colSpan = Math.max(1, Math.min(first, frozen) + 1);
    row.append(label);
    sheet.columns.slice(label.colSpan - 1).forEach((column, offset) => {
      const at = offset + label.colSpan - 1;
      const cell = make("td", { className: "amount" });
      cell.dataset.column = column.key;
      cell.setAttribute("aria-colindex", at + 2);
      if (at < frozen) cell.classList.add("frozen", `frozen-${at + 1}`);
      row.append(cell);
    });
    return row;
  };

  const makeFoot = (sheet, frozen) => {
    const foot = make("tfoot");
    if (hasTotals(sheet)) foot.append(...lines(sheet).map((line) => makeFootRow(sheet, line, frozen)));
    return foot;
  };

  const paintFoot = (sheet, foot) => {
    if (!hasTotals(sheet)) return;
    lines(sheet).forEach((line, index) => {
      for (const cell of foot.rows[index].querySelectorAll("td")) {
        const fen = line.amount(sheet.byKey.get(cell.dataset.column));
        const text = entryDecimal.format(fen, sheet.unit);
        if (cell.textContent !== text) cell.textContent = text;
        cell.classList.toggle("differs", line.kind === "difference" && Boolean(fen));
      }
    });
  };

  return { make, makeColumns, makeHead, makeFoot, paintFoot, countFrozen, widths };
})();
