// One sheet in memory: its columns, its rows as typed and as last got from the server, sums, and what is unsaved.
// Every change of a row goes through put, insert, remove or move, so that it can be undone.
const EntrySheet = (() => {
  "use strict";
  const { say } = entryWords;
  const WRITTEN_BY_US = new Set(["computed", "fixed"]);

  // crypto.randomUUID exists on https alone; offices also run plain http.
  const makeUuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const makeId = () => `n-${makeUuid()}`;

  // A row: `values` as shown, `base` as last got from the server (null: it has none), and what was said of it.
  const makeRow = (given, base) => ({
    ...given,
    values: { ...given.values },
    base,
    errors: {},
    refused: null,
    conflict: null,
    moved: false,
  });

  class Sheet {
    constructor(data) {
      this.data = data;
      // A choice among nothing, as of projects before there are any, comes without a list.
      this.columns = data.columns.map((column) => ({ ...column, choices: column.choices ?? [] }));
      this.byKey = new Map(this.columns.map((column) => [column.key, column]));
      this.unit = data.unit;
      this.editable = data.editable;
      this.fixed = Boolean(data.fixed_rows);
      this.revision = data.revision;
      this.rows = data.rows.map((row) => makeRow(row, { ...row.values }));
      this.gone = [];
      this.recorder = null;
      this.listeners = [];
      this.sums = new Map();
    }

    // `listener({rows, structure})`: which rows changed; whether rows came, went or moved.
    listen(listener) {
      this.listeners.push(listener);
    }

    tell(rows, structure = false) {
      this.sums.clear();
      this.listeners.forEach((listener) => listener({ rows, structure }));
    }

    get grows() {
      return this.editable && !this.fixed;
    }

    isAmount(column) {
      const shown = column.kind === "fixed" && (column.amount || column.totalled);
      return column.kind === "amount" || column.kind === "computed" || Boolean(shown);
    }

    mayWrite(row, column) {
      return this.editable && !row?.locked && !WRITTEN_BY_US.has(column.kind);
    }

    // What a cell holds in fen: null for a blank, undefined where a text stands that is no amount.
    fen(row, column) {
      if (column.kind !== "computed" || !column.adds) return entryDecimal.fenOf(row.values[column.key]);
      return entryDecimal.add(column.adds.map((key) => this.fen(row, this.byKey.get(key))));
    }

    total(column) {
      if (!this.sums.has(column.key)) {
        this.sums.set(column.key, entryDecimal.add(this.rows.map((row) => this.fen(row, column))));
      }
      return this.sums.get(column.key);
    }

    // What a cell shows; `plain` is how it is edited and copied: without separators.
    text(row, column, plain = false) {
      const value = row.values[column.key] ?? "";
      if (this.isAmount(column)) {
        const fen = this.fen(row, column);
        return fen === undefined ? value : entryDecimal.format(fen, this.unit, plain);
      }
      if (column.kind !== "choice") return value;
      return (column.choices.find(([key]) => key === value) ?? [null, value])[1];
    }

    // What was typed or pasted into a cell, as it is kept; a text that does not fit is kept as it is, and marked.
    read(column, text, unit = this.unit) {
      if (this.isAmount(column)) return entryDecimal.parse(text, unit).value ?? text.trim();
      if (column.kind === "choice") return this.readChoice(column, text.trim());
      if (column.kind === "long") return text.replace(/\r\n?/g, "\n").trimEnd();
      return text.replace(/\s*\n\s*/g, " ").trim();
    }

    readChoice(column, text) {
      if (column.choices.some(([key]) => key === text)) return text;
      const narrow = (label) => label.replace(/\s/g, "");
      const found = column.choices.filter(([, label]) => narrow(label) === narrow(text));
      // Two that are called the same are told apart by choosing, not by pasting.
      return found.length === 1 ? found[0][0] : text;
    }

    // What keeps a row from being sent, by column key.
    faults(row) {
      const faults = {};
      for (const column of this.columns) {
        const message = this.mayWrite(row, column) && this.faultOf(column, row.values[column.key] ?? "");
        if (message) faults[column.key] = message;
      }
      return faults;
    }

    faultOf(column, value) {
      if (value === "") return "";
      if (column.kind === "amount" && entryDecimal.fenOf(value) === undefined) {
        return say(entryDecimal.parse(value, this.unit).fault ?? "malformed", { text: value, unit: this.unit });
      }
      if (column.kind === "choice" && !column.choices.some(([key]) => key === value)) {
        return say("unknownChoice", { text: value, choices: column.choices.map(([, label]) => label).join("、") });
      }
      return "";
    }

    // All that is wrong with a cell, as the browser or the server says it.
    wrong(row, column) {
      return this.faultOf(column, row.values[column.key] ?? "") || row.errors[column.key] || "";
    }

    blankRow() {
      const values = Object.fromEntries(this.columns.map((column) => [column.key, column.default ?? ""]));
      return makeRow({ id: makeId(), values }, null);
    }

    put(row, key, value) {
      const before = row.values[key] ?? "";
      if (before === value) return;
      this.recorder?.push({ kind: "put", row, key, before, after: value });
      row.values[key] = value;
      delete row.errors[key];
      delete row.errors[""];
      this.tell([row]);
    }

    insert(row, index) {
      this.recorder?.push({ kind: "insert", row, index });
      this.gone = this.gone.filter((other) => other !== row);
      this.rows.splice(index, 0, row);
      if (row.base !== null) row.moved = true;
      this.tell([row], true);
    }

    remove(row) {
      const index = this.rows.indexOf(row);
      if (index < 0) return;
      this.recorder?.push({ kind: "remove", row, index });
      this.rows.splice(index, 1);
      if (row.base !== null) this.gone.push(row);
      this.tell([row], true);
    }

    move(row, to) {
      const from = this.rows.indexOf(row);
      if (from === to || from < 0 || to < 0 || to >= this.rows.length) return;
      this.recorder?.push({ kind: "move", row, from, to });
      this.rows.splice(from, 1);
      this.rows.splice(to, 0, row);
      row.moved = true;
      this.tell([row], true);
    }

    differs(row) {
      return this.columns.some(({ key, kind }) => kind !== "computed" && (row.values[key] ?? "") !== (row.base[key] ?? ""));
    }

    // A new row in which nothing was typed is nothing to save.
    isUntouched(row) {
      return row.base === null && this.columns.every((column) => (row.values[column.key] ?? "") === (column.default ?? ""));
    }

    isDirty(row) {
      if (row.locked) return false;
      return row.base === null ? !this.isUntouched(row) : row.moved || this.differs(row);
    }

    unsaved() {
      return this.rows.filter((row) => this.isDirty(row)).concat(this.gone);
    }

    hasBlankRequired(row) {
      return this.columns.some((column) => column.required && !row.values[column.key]);
    }

    find(id) {
      return this.rows.find((row) => row.id === id);
    }
  }

  return Object.assign(Sheet, { makeId, makeUuid, makeRow });
})();
