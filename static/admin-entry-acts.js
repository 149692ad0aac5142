// What the keys and the buttons do to rows: insert, delete, move, clear, fill down, undo, redo.
const EntryActs = (() => {
  "use strict";
  const { say } = entryWords;

  return class Acts {
    constructor({ sheet, cursor, editor, history, paste, tell }) {
      Object.assign(this, { sheet, cursor, editor, history, paste, tell });
    }

    // A new row below the active one.
    insertRow() {
      if (!this.sheet.grows) return;
      this.editor.commit();
      const index = Math.min(this.cursor.at.row + 1, this.sheet.rows.length);
      this.history.act(() => this.sheet.insert(this.sheet.blankRow(), index));
      this.cursor.to(index, this.cursor.firstColumn());
    }

    deleteRows() {
      if (!this.sheet.grows) return;
      this.editor.commit();
      const rows = this.cursor.rows.filter((row) => !row.locked);
      if (!rows.length) return;
      const { top } = this.cursor.range;
      this.history.act(() => rows.forEach((row) => this.sheet.remove(row)));
      this.cursor.to(top, this.cursor.at.column);
      this.tell([say("deletedRows", { count: rows.length })]);
    }

    moveUp() {
      this.move(-1);
    }

    moveDown() {
      this.move(1);
    }

    move(step) {
      this.editor.commit();
      const { top, bottom, left, right } = this.cursor.range;
      const { rows } = this.cursor;
      if (!this.sheet.grows || top + step < 0 || bottom + step >= this.sheet.rows.length) return;
      const ordered = step > 0 ? [...rows].reverse() : rows;
      this.history.act(() => ordered.forEach((row) => this.sheet.move(row, this.sheet.rows.indexOf(row) + step)));
      this.cursor.select(top + step, left, bottom + step, right);
    }

    clear() {
      this.paste.clear();
    }

    fillDown() {
      this.paste.fillDown();
    }

    undo() {
      this.replay(() => this.history.undo());
    }

    redo() {
      this.replay(() => this.history.redo());
    }

    // Goes to where the step was, so that one sees what came back.
    replay(act) {
      this.editor.cancel();
      const step = act();
      const row = step ? this.sheet.rows.indexOf(step.row) : -1;
      if (row >= 0) {
        const column = step.key ? this.sheet.columns.findIndex(({ key }) => key === step.key) : this.cursor.at.column;
        this.cursor.to(row, column);
      } else {
        this.cursor.to(this.cursor.at.row, this.cursor.at.column);
      }
    }
  };
})();
