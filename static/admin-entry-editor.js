// The one text field of the grid: it stands in the active cell, always ready, so that Chinese input methods compose in it.
// Modes: "ready" shows the cell, and whatever is typed replaces it; "typing" replaces; "editing" changes the text there is.
const EntryEditor = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const LIVE = 1000;

  return class Editor {
    constructor(grid, cursor, sheet, history) {
      Object.assign(this, { grid, cursor, sheet, history });
      this.mode = "ready";
      this.row = null;
      this.column = null;
      this.onChange = () => {};
      this.onCommit = () => {};
      this.onLeave = () => {};
      this.field = make("textarea", { className: "entry-field", rows: 1, spellcheck: false, autocomplete: "off" });
      this.field.setAttribute("aria-describedby", "entry-cell");
      this.parking = make("div", { className: "entry-parking" });
      grid.frame.append(this.parking);
      grid.beforeScrollAway = (first, last) => this.park(first, last);
      this.listen();
    }

    listen() {
      const { field } = this;
      field.addEventListener("input", () => this.typed());
      field.addEventListener("compositionstart", () => {
        this.composing = true;
        if (this.mode === "ready") this.start("typing");
      });
      field.addEventListener("compositionend", () => {
        this.composing = false;
        this.typed();
      });
      field.addEventListener("focus", () => this.mode === "ready" && field.select());
      field.addEventListener("blur", () => this.blurred());
      this.grid.table.addEventListener("dblclick", () => this.start("editing"));
    }

    blurred() {
      if (this.placing || document.activeElement === this.field) return;
      this.commit();
      this.onLeave();
    }

    get isOpen() {
      return this.mode !== "ready";
    }

    get canWrite() {
      return Boolean(this.row) && this.sheet.mayWrite(this.row, this.column);
    }

    // Stands in the active cell; takes the focus where it had it, or where it is asked to.
    stand(focus = false) {
      const cell = this.grid.cell(this.cursor.at.row, this.cursor.at.column);
      this.row = this.cursor.row;
      this.column = this.cursor.column;
      if (!cell || !this.row) return;
      const focused = focus || document.activeElement === this.field;
      this.placing = true;
      if (this.field.parentElement !== cell) {
        this.field.parentElement?.classList.remove("active");
        cell.append(this.field);
        cell.classList.add("active");
        this.grid.offerLink(this.row);
      }
      if (!this.isOpen) this.show();
      if (focused) {
        this.field.focus({ preventScroll: true });
        if (!this.isOpen) this.field.select();
      }
      this.placing = false;
    }

    // Shows the cell as it is, with what it is called.
    show() {
      const { field, row, column } = this;
      field.readOnly = !this.canWrite;
      field.value = this.sheet.text(row, column);
      field.className = `entry-field ${column.kind}${this.sheet.isAmount(column) ? " amount" : ""}`;
      field.removeAttribute("style");
      const name = row === this.grid.spare ? "newRow" : "cell";
      field.setAttribute("aria-label", say(name, { row: this.cursor.at.row + 1, column: column.label }));
      field.setAttribute("inputmode", column.kind === "amount" ? "decimal" : "text");
      field.setAttribute("aria-invalid", Boolean(this.sheet.wrong(row, column)));
    }

    // Out of the window: the field waits beside the table, still focused, until a key or a click brings it back.
    park(first, last) {
      const { row } = this.cursor.at;
      if (row >= first && row < last) return;
      this.commit();
      const focused = document.activeElement === this.field;
      this.placing = true;
      this.field.parentElement?.classList.remove("active");
      this.parking.append(this.field);
      if (focused) this.field.focus({ preventScroll: true });
      this.placing = false;
    }

    get isParked() {
      return this.field.parentElement === this.parking;
    }

    start(mode) {
      if (!this.canWrite) return;
      this.back();
      if (mode === "editing" && this.mode === "ready") this.openText();
      this.mode = mode;
      this.origin ??= this.row.values[this.column.key] ?? "";
      this.field.classList.add("open");
      this.field.parentElement.classList.add("editing");
      this.stretch();
    }

    back() {
      if (!this.isParked) return;
      this.grid.reveal(this.cursor.at.row, this.cursor.at.column);
      this.stand(true);
    }

    openText() {
      this.field.focus();
      this.field.value = this.sheet.text(this.row, this.column, true);
      this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    }

    // Long text gets the room that it needs.
    stretch() {
      const { field } = this;
      if (this.column.kind !== "long" && !field.value.includes("\n")) return;
      field.style.height = "auto";
      field.style.height = `${Math.min(420, Math.max(field.scrollHeight + 4, 96))}px`;
    }

    typed() {
      if (!this.canWrite) return;
      if (this.mode === "ready") this.start("typing");
      this.stretch();
      if (this.composing) return;
      this.onChange(this.field.value);
      this.saveLive();
    }

    // Texts are kept while they are still being written; amounts and codes when they are whole.
    get isLive() {
      return ["text", "long"].includes(this.column.kind) && this.row !== this.grid.spare;
    }

    saveLive() {
      clearTimeout(this.live);
      if (!this.isLive) return;
      this.live = setTimeout(() => {
        if (!this.isOpen || this.composing) return;
        this.sheet.put(this.row, this.column.key, this.sheet.read(this.column, this.field.value));
      }, LIVE);
    }

    // Writes what was typed into the sheet, as one step; gives the row that it went to.
    commit() {
      if (!this.isOpen || this.composing) return this.row;
      const { row, column } = this;
      const value = this.sheet.read(column, this.field.value);
      const origin = this.origin;
      this.close();
      // What was kept meanwhile is no step of its own.
      if (row.values[column.key] !== origin) row.values[column.key] = origin;
      this.history.act(() => {
        if (value === origin) this.sheet.tell([row]);
        else this.write(row, column, value);
      });
      this.onCommit(row, column, origin);
      return row;
    }

    write(row, column, value) {
      if (row === this.grid.spare) this.grow();
      this.sheet.put(row, column.key, value);
    }

    // The blank row at the end becomes a row of the sheet, and another blank one follows.
    grow() {
      const row = this.grid.spare;
      this.grid.spare = this.sheet.blankRow();
      this.sheet.insert(row, this.sheet.rows.length);
    }

    cancel() {
      if (!this.isOpen) return false;
      const { row, column, origin } = this;
      this.close();
      this.sheet.put(row, column.key, origin);
      this.stand();
      this.field.select();
      return true;
    }

    close() {
      clearTimeout(this.live);
      this.mode = "ready";
      this.origin = undefined;
      this.field.classList.remove("open");
      this.field.parentElement?.classList.remove("editing");
      this.onChange(null);
      this.show();
    }

    // Puts a text into the open field as if it had been typed.
    fill(text) {
      this.start("editing");
      this.field.value = text;
      this.stretch();
    }

    newline() {
      this.start("editing");
      this.field.setRangeText("\n", this.field.selectionStart, this.field.selectionEnd, "end");
      this.typed();
    }
  };
})();
