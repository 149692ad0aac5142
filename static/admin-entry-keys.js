// The keyboard, as in a spreadsheet. Tab leaves the grid from its last cell, and from anywhere after Esc.
const EntryKeys = (() => {
  "use strict";
  const MOVES = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };

  return class Keys {
    constructor({ cursor, editor, sheet, grid, acts, codes }) {
      Object.assign(this, { cursor, editor, sheet, grid, acts, codes });
      this.leaving = false;
      editor.field.addEventListener("keydown", (event) => this.press(event));
      cursor.beforeMove = () => {
        editor.commit();
        return true;
      };
      cursor.onMove = () => {
        this.home = undefined;
        editor.stand(true);
        this.onMove?.();
      };
    }

    press(event) {
      // While an input method composes, every key is its own.
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key !== "Tab" && event.key !== "Shift") this.leaving = false;
      if (this.codes.press(event)) return;
      const done = this.editor.isOpen ? this.pressOpen(event) : this.pressReady(event);
      if (done) event.preventDefault();
    }

    // Keys while something is being typed: those that end it, all others belong to the field.
    pressOpen(event) {
      const { key } = event;
      if (key === "Escape") return this.editor.cancel();
      if (key === "Enter" && event.altKey) return this.newline();
      if (key === "Enter" && (event.ctrlKey || event.metaKey)) return this.insertBelow();
      if (key === "Enter") return this.enter(event.shiftKey);
      if (key === "Tab") return this.tab(event.shiftKey);
      if (key === "F2") return this.change("editing");
      if (this.editor.mode === "typing" && key in MOVES && !event.shiftKey && this.column.kind !== "long") {
        return this.move(event);
      }
      return false;
    }

    get column() {
      return this.cursor.column;
    }

    pressReady(event) {
      const { key } = event;
      if (this.editor.isParked && (key in MOVES || key === "Enter" || key === "Tab" || key === "F2")) this.editor.back();
      if (event.ctrlKey || event.metaKey) return this.pressControl(event);
      if (key in MOVES && !event.altKey) return this.move(event);
      if (key === "Tab") return this.tab(event.shiftKey);
      if (key === "Enter") return event.altKey ? this.newline() : this.enter(event.shiftKey);
      if (key === "F2") return this.change("editing");
      if (key === "Delete" || key === "Backspace") return this.clear(key);
      if (key === "Escape") return this.rest();
      if (key === "ArrowDown" && event.altKey) return this.change("editing");
      return this.jump(event);
    }

    pressControl(event) {
      const { key } = event;
      const letter = key.toLowerCase();
      if (letter === "z") return this.after(event.shiftKey ? this.acts.redo() : this.acts.undo());
      if (letter === "y") return this.after(this.acts.redo());
      if (letter === "d") return this.after(this.acts.fillDown());
      if (letter === "a") return this.after(this.cursor.select(0, 0, this.grid.count - 1, this.sheet.columns.length - 1));
      if (key === "Enter") return this.insertBelow();
      if (key in MOVES) return this.leap(event);
      return this.jump(event);
    }

    after() {
      return true;
    }

    move(event) {
      const [rows, columns] = MOVES[event.key];
      this.cursor.by(rows, columns, { extend: event.shiftKey });
      return true;
    }

    // Ctrl and an arrow: to the edge.
    leap(event) {
      const [rows, columns] = MOVES[event.key];
      this.cursor.by(rows * this.grid.count, columns * this.sheet.columns.length, { extend: event.shiftKey });
      return true;
    }

    jump(event) {
      const { row, column } = this.cursor.at;
      const far = event.ctrlKey || event.metaKey;
      const places = {
        Home: [far ? 0 : row, 0],
        End: [far ? this.grid.count - 1 : row, this.sheet.columns.length - 1],
        PageUp: [row - this.grid.page, column],
        PageDown: [row + this.grid.page, column],
      };
      if (!places[event.key]) return false;
      this.cursor.to(...places[event.key], { extend: event.shiftKey });
      return true;
    }

    // Tab goes on to the next cell, and out of the grid where there is none.
    tab(backwards) {
      const { row, column } = this.cursor.at;
      const width = this.sheet.columns.length;
      const next = row * width + column + (backwards ? -1 : 1);
      // The blank row is left as soon as nothing is typed in it.
      const end = this.grid.spare && row === this.sheet.rows.length && !this.editor.isOpen && !backwards;
      if (this.leaving || next < 0 || next >= this.grid.count * width || (end && column === width - 1)) {
        this.editor.commit();
        return false;
      }
      const home = this.home ?? column;
      this.cursor.to(Math.floor(next / width), next % width);
      this.home = home;
      return true;
    }

    // Enter goes down; after a row was filled with Tab, to where the row began.
    enter(backwards) {
      const column = this.home ?? this.cursor.at.column;
      this.home = undefined;
      this.editor.commit();
      this.cursor.to(this.cursor.at.row + (backwards ? -1 : 1), column);
      return true;
    }

    change(mode) {
      this.editor.start(mode);
      this.codes.open();
      return true;
    }

    newline() {
      if (this.column.kind === "long") this.editor.newline();
      return true;
    }

    clear(key) {
      if (key === "Backspace" && this.cursor.isSingle) {
        this.editor.start("typing");
        this.editor.field.value = "";
        this.editor.typed();
        return true;
      }
      this.acts.clear();
      return true;
    }

    // Esc in a cell that is not being written: the selection shrinks, and Tab will leave the grid.
    rest() {
      this.cursor.to(this.cursor.at.row, this.cursor.at.column);
      this.leaving = true;
      return true;
    }

    insertBelow() {
      this.editor.commit();
      this.acts.insertRow();
      return true;
    }
  };
})();
