// The grid on the page: a real table whose rows are drawn only near the window once there are many.
// It paints what the sheet holds, changes cells in place, and knows nothing of keys or of saving.
const EntryGrid = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const MANY = 150;
  const SPARE = 12;

  class Grid {
    constructor(place, sheet, name) {
      this.sheet = sheet;
      this.lines = new Map();
      this.first = 0;
      this.last = 0;
      this.height = 30;
      this.spare = sheet.grows ? sheet.blankRow() : null;
      this.isChosen = () => false;
      this.marks = () => null;
      this.build(place, name);
      this.draw();
    }

    build(place, name) {
      const { sheet } = this;
      this.frame = make("div", { className: "entry-frame" });
      this.table = make("table", { className: "entry-table" });
      this.table.setAttribute("role", "grid");
      this.table.setAttribute("aria-label", name);
      this.table.setAttribute("aria-colcount", sheet.columns.length + 1);
      if (!sheet.editable) this.table.setAttribute("aria-readonly", "true");
      place.replaceChildren(this.frame);
      this.frame.append(this.table);
      this.em = Number.parseFloat(getComputedStyle(this.frame).fontSize) || 14;
      const room = place.clientWidth || 1000;
      // Beside the rows stands a scroll bar once there are some.
      this.room = (room - 18) / this.em;
      this.widths = entryHead.widths(sheet, this.room);
      this.frozen = entryHead.countFrozen(sheet, this.widths, room, this.em);
      this.head = entryHead.makeHead(sheet, this.frozen);
      this.foot = entryHead.makeFoot(sheet, this.frozen);
      this.body = make("tbody");
      this.above = this.makeGap();
      this.below = this.makeGap();
      const shape = entryHead.makeColumns(this.widths);
      this.table.append(shape, this.head, this.above, this.body, this.below, this.foot);
      this.fixEdges();
      this.frame.addEventListener("scroll", () => this.follow());
      addEventListener("resize", () => this.follow());
    }

    // Columns grow with what stands in them, and never shrink: nothing jumps while one types.
    widen() {
      const wanted = entryHead.widths(this.sheet, this.room).map((width, index) => Math.max(width, this.widths[index]));
      if (wanted.every((width, index) => width === this.widths[index])) return;
      this.widths = wanted;
      this.table.querySelector("colgroup").replaceWith(entryHead.makeColumns(wanted));
      this.fixEdges();
    }

    // Where the frozen columns stand, and how wide the table is, in pixels.
    fixEdges() {
      const { em, widths } = this;
      let left = 0;
      widths.slice(0, this.frozen + 1).forEach((width, index) => {
        this.table.style.setProperty(`--left-${index}`, `${left}px`);
        left += width * em;
      });
      this.frozenWidth = left;
      this.table.style.width = `${widths.reduce((sum, width) => sum + width, 0) * em}px`;
      let top = 0;
      for (const row of this.head.rows) {
        for (const cell of row.cells) cell.style.top = `${top}px`;
        top += row.getBoundingClientRect().height;
      }
    }

    makeGap() {
      const gap = make("tbody", { className: "gap" }, make("tr", {}, make("td")));
      gap.setAttribute("aria-hidden", "true");
      gap.rows[0].cells[0].colSpan = this.sheet.columns.length + 1;
      return gap;
    }

    // All rows there are to see: those of the sheet, and the blank one that becomes a row when it is written in.
    get all() {
      return this.spare ? [...this.sheet.rows, this.spare] : this.sheet.rows;
    }

    get count() {
      return this.sheet.rows.length + (this.spare ? 1 : 0);
    }

    row(index) {
      return this.sheet.rows[index] ?? (index === this.sheet.rows.length ? this.spare : null);
    }

    get windowed() {
      return this.count > MANY;
    }

    // Draws the rows near the window, using again what is drawn already.
    draw() {
      this.widen();
      const rows = this.all;
      this.table.classList.toggle("even", this.windowed);
      const { first, last } = this.window(rows.length);
      this.first = first;
      this.last = last;
      const shown = rows.slice(first, last);
      const lines = new Map(shown.map((row, offset) => [row, this.line(row, first + offset)]));
      this.lines = lines;
      const wanted = [...lines.values()];
      if (wanted.length !== this.body.rows.length || wanted.some((line, index) => this.body.rows[index] !== line)) {
        this.place(wanted);
      }
      if (this.learnHeight()) return this.draw();
      this.pad(this.above, first);
      this.pad(this.below, rows.length - last);
      this.table.setAttribute("aria-rowcount", rows.length + this.head.rows.length + this.foot.rows.length);
      [...this.foot.rows].forEach((row, index) =>
        row.setAttribute("aria-rowindex", this.head.rows.length + rows.length + index + 1));
      entryHead.paintFoot(this.sheet, this.foot);
      return undefined;
    }

    // Sets the lines in their order; those that stay keep their place in the page, and with it the focus.
    place(wanted) {
      const kept = new Set(wanted);
      [...this.body.rows].forEach((line) => kept.has(line) || line.remove());
      wanted.forEach((line, index) => {
        if (this.body.rows[index] !== line) this.body.insertBefore(line, this.body.rows[index] ?? null);
      });
    }

    window(count) {
      if (!this.windowed) return { first: 0, last: count };
      const top = Math.floor(this.frame.scrollTop / this.height);
      const seen = Math.ceil(this.frame.clientHeight / this.height) || 30;
      const first = Math.max(0, Math.min(top - SPARE, count - seen - SPARE));
      return { first, last: Math.min(count, first + seen + 2 * SPARE) };
    }

    // Even rows have one height, which the first drawn tells; true where it is another than was supposed.
    learnHeight() {
      const height = this.windowed && this.body.rows[0]?.getBoundingClientRect().height;
      if (!height || this.known === height) return false;
      this.known = this.height = height;
      return true;
    }

    pad(gap, rows) {
      gap.hidden = !rows;
      gap.rows[0].style.height = `${rows * this.height}px`;
    }

    follow() {
      if (!this.windowed || this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        const { first, last } = this.window(this.count);
        if (first === this.first && last === this.last) return;
        this.beforeScrollAway?.(first, last);
        this.draw();
      });
    }

    line(row, index) {
      const line = this.lines.get(row) ?? this.makeLine(row);
      const number = row === this.spare ? say("newRowMark") : index + 1;
      if (line.dataset.index !== String(index) || line.dataset.shown !== String(number)) {
        line.dataset.index = index;
        line.dataset.shown = number;
        line.setAttribute("aria-rowindex", this.head.rows.length + index + 1);
        line.cells[0].querySelector("span").textContent = number;
      }
      if (row.address && !line.cells[0].querySelector("a")) {
        line.cells[0].append(" ", make("a", { href: row.address, tabIndex: -1, textContent: row.address_label ?? say("open") }));
      }
      this.paintLine(line, row, index);
      return line;
    }

    makeLine(row) {
      const line = make("tr");
      const head = make("th", { scope: "row", className: "number frozen frozen-0" }, make("span"));
      head.setAttribute("aria-colindex", 1);
      line.append(head);
      this.sheet.columns.forEach((column, at) => line.append(this.makeCell(column, at)));
      line.entryRow = row;
      return line;
    }

    makeCell(column, at) {
      const cell = make("td", { className: column.kind }, make("span", { className: "shown" }));
      cell.dataset.at = at;
      cell.setAttribute("aria-colindex", at + 2);
      if (this.sheet.isAmount(column)) cell.classList.add("amount");
      if (at < this.frozen) cell.classList.add("frozen", `frozen-${at + 1}`);
      return cell;
    }

    paintLine(line, row, index) {
      line.classList.toggle("spare", row === this.spare);
      line.classList.toggle("locked", Boolean(row.locked));
      line.classList.toggle("conflict", Boolean(row.conflict));
      line.classList.toggle("faulty", Boolean(row.errors[""]));
      this.sheet.columns.forEach((column, at) => this.paintCell(line.cells[at + 1], row, column, index, at));
    }

    paintCell(cell, row, column, index, at) {
      const span = cell.firstElementChild;
      const text = this.sheet.text(row, column);
      if (span.textContent !== text) span.textContent = text;
      const refused = row === this.spare ? "" : this.sheet.wrong(row, column);
      const mark = refused ? null : this.marks(row, column);
      cell.classList.toggle("wrong", Boolean(refused) || mark?.severity === "error");
      cell.classList.toggle("warned", !refused && mark?.severity === "warning");
      cell.classList.toggle("negative", text.startsWith("-"));
      cell.title = refused || (mark?.messages.join("\n") ?? (column.kind === "choice" ? text : ""));
      const readonly = !this.sheet.mayWrite(row, column);
      if (cell.getAttribute("aria-readonly") !== String(readonly)) cell.setAttribute("aria-readonly", readonly);
      const chosen = this.isChosen(index, at);
      cell.classList.toggle("chosen", chosen);
      cell.setAttribute("aria-selected", chosen);
    }

    // Paints some rows anew, or all that are drawn, and the sums.
    paint(rows = null) {
      if (rows) this.widen();
      for (const [row, line] of this.lines) {
        if (!rows || rows.includes(row)) this.paintLine(line, row, Number(line.dataset.index));
      }
      entryHead.paintFoot(this.sheet, this.foot);
    }

    cell(index, at) {
      return this.lines.get(this.row(index))?.cells[at + 1] ?? null;
    }

    // Of the links beside the rows that of the active row alone is a stop of the Tab key.
    offerLink(row) {
      this.table.querySelector("th.number a[tabindex='0']")?.setAttribute("tabindex", "-1");
      this.lines.get(row)?.cells[0].querySelector("a")?.setAttribute("tabindex", "0");
    }

    flash(row, keys) {
      const line = this.lines.get(row);
      keys.forEach((key) => {
        const cell = line?.cells[this.sheet.columns.findIndex((column) => column.key === key) + 1];
        if (!cell) return;
        cell.classList.add("fresh");
        setTimeout(() => cell.classList.remove("fresh"), 2500);
      });
    }

    // Brings a cell into sight, clear of the head, the foot and the frozen columns.
    reveal(index, at) {
      if (this.windowed && !(index >= this.first && index < this.last)) {
        this.frame.scrollTop = index * this.height - this.frame.clientHeight / 2;
        this.draw();
      }
      const cell = this.cell(index, at);
      if (!cell) return;
      const frame = this.frame.getBoundingClientRect();
      const box = cell.getBoundingClientRect();
      const top = frame.top + this.head.offsetHeight;
      const bottom = frame.top + this.frame.clientHeight - this.foot.offsetHeight;
      if (box.bottom > bottom) this.frame.scrollTop += Math.min(box.bottom - bottom, box.top - top);
      if (box.top < top) this.frame.scrollTop -= top - box.top;
      if (cell.classList.contains("frozen")) return;
      const left = frame.left + this.frozenWidth;
      const right = frame.left + this.frame.clientWidth;
      if (box.right > right) this.frame.scrollLeft += Math.min(box.right - right, box.left - left);
      if (box.left < left) this.frame.scrollLeft -= left - box.left;
    }

    // How many rows fit into the frame: what PageDown moves by.
    get page() {
      const height = this.frame.clientHeight - this.head.offsetHeight - this.foot.offsetHeight;
      const line = this.body.rows[0]?.offsetHeight || 30;
      return Math.max(1, Math.floor(height / line) - 1);
    }
  }

  return Grid;
})();
