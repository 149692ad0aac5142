// Undo and redo: one act of a person, however many cells it touches, is one step.
const EntryHistory = (() => {
  "use strict";
  const DEPTH = 200;
  const back = {
    put: (sheet, step) => sheet.put(step.row, step.key, step.before),
    insert: (sheet, step) => sheet.remove(step.row),
    remove: (sheet, step) => sheet.insert(step.row, Math.min(step.index, sheet.rows.length)),
    move: (sheet, step) => sheet.move(step.row, step.from),
  };
  const forth = {
    put: (sheet, step) => sheet.put(step.row, step.key, step.after),
    insert: (sheet, step) => sheet.insert(step.row, Math.min(step.index, sheet.rows.length)),
    remove: (sheet, step) => sheet.remove(step.row),
    move: (sheet, step) => sheet.move(step.row, step.to),
  };

  return class History {
    constructor(sheet) {
      this.sheet = sheet;
      this.done = [];
      this.undone = [];
    }

    // Does something with the sheet as one step; listeners hear of it once, at its end.
    act(change) {
      const steps = [];
      const outer = this.sheet.recorder;
      this.sheet.recorder = outer ?? steps;
      this.quietly(change);
      this.sheet.recorder = outer;
      if (!steps.length) return;
      this.done = [...this.done.slice(1 - DEPTH), steps];
      this.undone = [];
    }

    quietly(change) {
      const rows = new Set();
      let structure = false;
      let told = false;
      const { tell } = this.sheet;
      this.sheet.tell = (changed, moved) => {
        told = true;
        structure ||= Boolean(moved);
        changed.forEach((row) => rows.add(row));
      };
      try {
        change();
      } finally {
        this.sheet.tell = tell;
      }
      if (told) this.sheet.tell([...rows], structure);
    }

    // Takes back the last step, or does it again; gives the row and column where it was.
    undo() {
      return this.replay(this.done, this.undone, back, true);
    }

    redo() {
      return this.replay(this.undone, this.done, forth, false);
    }

    replay(from, to, ways, reversed) {
      const steps = from.pop();
      if (!steps) return null;
      this.quietly(() => (reversed ? [...steps].reverse() : steps).forEach((step) => ways[step.kind](this.sheet, step)));
      to.push(steps);
      return steps[0];
    }
  };
})();
