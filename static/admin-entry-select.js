// Which cell is active and which are selected; the mouse that selects. Rows and columns count from nought.
const EntryCursor = (() => {
  "use strict";

  return class Cursor {
    constructor(grid, sheet) {
      this.grid = grid;
      this.sheet = sheet;
      this.at = { row: 0, column: this.firstColumn() };
      this.anchor = { ...this.at };
      this.onMove = () => {};
      this.beforeMove = () => true;
      grid.isChosen = (row, column) => this.holds(row, column);
      this.followMouse();
    }

    firstColumn() {
      return Math.max(0, this.sheet.columns.findIndex((column) => this.sheet.mayWrite(null, column)));
    }

    get row() {
      return this.grid.row(this.at.row);
    }

    get column() {
      return this.sheet.columns[this.at.column];
    }

    // The selected block, its last row and column included.
    get range() {
      const { at, anchor } = this;
      return {
        top: Math.min(at.row, anchor.row),
        bottom: Math.max(at.row, anchor.row),
        left: Math.min(at.column, anchor.column),
        right: Math.max(at.column, anchor.column),
      };
    }

    get isSingle() {
      return this.at.row === this.anchor.row && this.at.column === this.anchor.column;
    }

    holds(row, column) {
      const { top, bottom, left, right } = this.range;
      return !this.isSingle && row >= top && row <= bottom && column >= left && column <= right;
    }

    // The rows of the selection that are rows of the sheet.
    get rows() {
      const { top, bottom } = this.range;
      return this.sheet.rows.slice(top, bottom + 1);
    }

    get columns() {
      const { left, right } = this.range;
      return this.sheet.columns.slice(left, right + 1);
    }

    // Goes to a cell, as near as there is one; `extend` stretches the selection there.
    to(row, column, { extend = false, reveal = true } = {}) {
      if (!this.grid.count) return;
      if (!this.beforeMove()) return;
      const within = (number, count) => Math.max(0, Math.min(number, count - 1));
      this.at = { row: within(row, this.grid.count), column: within(column, this.sheet.columns.length) };
      const wasSingle = this.isSpread;
      if (!extend) this.anchor = { ...this.at };
      if (wasSingle || !this.isSingle) this.grid.paint();
      this.isSpread = !this.isSingle;
      if (reveal) this.grid.reveal(this.at.row, this.at.column);
      this.onMove();
    }

    by(rows, columns, options) {
      this.to(this.at.row + rows, this.at.column + columns, options);
    }

    select(top, left, bottom, right) {
      this.to(top, left, { reveal: false });
      this.anchor = { row: bottom, column: right };
      this.isSpread = !this.isSingle;
      this.grid.paint();
      this.grid.reveal(top, left);
      this.onMove();
    }

    selectRows(top, bottom) {
      this.select(top, 0, bottom, this.sheet.columns.length - 1);
    }

    // Keeps to the same row where rows came or went above it.
    keepTo(row) {
      const index = this.grid.all.indexOf(row);
      const shift = index < 0 ? 0 : index - this.at.row;
      const last = this.grid.count - 1;
      this.at.row = Math.max(0, Math.min(this.at.row + shift, last));
      this.anchor.row = Math.max(0, Math.min(this.anchor.row + shift, last));
    }

    place(event) {
      const cell = event.target.closest?.("td[data-at], th.number");
      const line = cell?.closest("tbody tr");
      if (!line || !this.grid.body.contains(line)) return null;
      return { row: Number(line.dataset.index), column: cell.dataset.at === undefined ? null : Number(cell.dataset.at) };
    }

    followMouse() {
      const { table } = this.grid;
      table.addEventListener("mousedown", (event) => this.press(event));
      table.addEventListener("mouseover", (event) => this.drag(event));
      addEventListener("mouseup", () => (this.dragging = false));
    }

    press(event) {
      const place = this.place(event);
      if (event.button || !place || event.target.closest("a, textarea")) return;
      event.preventDefault();
      if (place.column === null) {
        const top = event.shiftKey ? this.anchor.row : place.row;
        this.selectRows(Math.min(top, place.row), Math.max(top, place.row));
        return;
      }
      this.dragging = true;
      this.to(place.row, place.column, { extend: event.shiftKey });
    }

    drag(event) {
      if (!this.dragging || !(event.buttons & 1)) return;
      const place = this.place(event);
      if (place && place.column !== null) this.to(place.row, place.column, { extend: true });
    }
  };
})();
