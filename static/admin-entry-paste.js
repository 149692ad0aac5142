// Copying, cutting and pasting blocks. A block from the printed form loses its head, its sums and the department's own
// line; its sums are compared with what is pasted, and what differs or was left out is said. One paste is one step.
const EntryPaste = (() => {
  "use strict";
  const { say } = entryWords;
  const { narrow } = entryLayout;
  const TOLD = 5;

  return class Paste {
    constructor({ sheet, cursor, editor, history, grid, tell }) {
      Object.assign(this, { sheet, cursor, editor, history, grid, tell });
      const { field } = editor;
      field.addEventListener("copy", (event) => this.copy(event));
      field.addEventListener("cut", (event) => this.copy(event) && this.clear());
      field.addEventListener("paste", (event) => this.paste(event));
    }

    // The selection as people see it, without separators, so that Excel takes it as numbers.
    copy(event) {
      if (this.editor.isOpen) return false;
      const { rows, columns } = this.cursor;
      const texts = rows.map((row) => columns.map((column) => this.sheet.text(row, column, true)));
      event.clipboardData.setData("text/plain", entryBlock.write(texts));
      event.preventDefault();
      this.tell([say("copied", { rows: rows.length, columns: columns.length })]);
      return true;
    }

    clear() {
      this.fill(this.cursor.rows, this.cursor.columns, () => "");
    }

    fill(rows, columns, valueOf) {
      this.history.act(() => {
        for (const row of rows) {
          for (const column of columns) {
            if (this.sheet.mayWrite(row, column)) this.sheet.put(row, column.key, valueOf(row, column));
          }
        }
      });
    }

    // The first row of the selection goes to all below it; of one row selected, the row above goes to it.
    fillDown() {
      const { top } = this.cursor.range;
      const single = this.cursor.rows.length <= 1;
      const source = this.sheet.rows[single ? top - 1 : top];
      const rows = single ? this.cursor.rows : this.cursor.rows.slice(1);
      if (source) this.fill(rows, this.cursor.columns, (_, column) => source.values[column.key] ?? "");
    }

    paste(event) {
      if (this.editor.isOpen) return;
      event.preventDefault();
      if (!this.sheet.editable) return;
      const block = entryBlock.read(event.clipboardData);
      if (!block) this.tell([say("nothingPasted")]);
      else if (block.length === 1 && block[0].length === 1) this.pasteOne(block[0][0]);
      else this.pasteBlock(block);
    }

    // One text goes into every cell that is selected.
    pasteOne(text) {
      const { rows, columns } = this.cursor;
      if (!rows.length && this.cursor.row === this.grid.spare) {
        this.editor.fill(text);
        this.editor.commit();
      } else {
        this.fill(rows, columns, (_, column) => this.sheet.read(column, text));
      }
      this.editor.stand(true);
    }

    pasteBlock(block) {
      const { sheet } = this;
      const abreast = entryLayout.abreast(sheet, block);
      if (abreast) return this.pasteAbreast(abreast);
      const { head, body: lines, unit: named } = entryLayout.splitHead(sheet, block);
      const unfolded = entryUnfold.indicators(sheet, lines);
      const body = unfolded ?? lines;
      if (!body.length) return this.tell([say("nothingPasted")]);
      const unit = named ?? sheet.unit;
      const from = unfolded || body[0].length >= sheet.columns.length ? 0 : this.cursor.range.left;
      const keys = entryLayout.choose(sheet, from, head, body);
      const sorted = this.sortOut(keys, body);
      entryUnfold.inherit(sheet, sorted.rows);
      const notes = [];
      if (head.length) notes.push(say("headsLeft", { count: head.length }));
      if (sorted.totals.length) notes.push(say("totalsLeft", { count: sorted.totals.length }));
      if (sorted.own.length) notes.push(say("ownLeft", { count: sorted.own.length }));
      const beyond = keys.filter((key, at) => key === undefined && body.some((row) => row[at])).length;
      if (beyond) notes.push(say("columnsLeft", { count: beyond }));
      if (named) notes.push(say("unitRead", { unit }));
      const written = this.write(sorted.rows, keys, unit, notes);
      notes.push(...this.differences(sorted, unit));
      notes.push(...this.repetitions(written.rows));
      const columns = new Set(keys.filter(Boolean)).size;
      this.tell([say("pasted", { rows: written.rows.length, columns }), ...notes]);
      this.selectWritten(written.rows, keys);
      return undefined;
    }

    // One row of the form whose columns are the rows here; it goes into the column of amounts that the cursor is in.
    pasteAbreast({ row, unit }) {
      const { sheet } = this;
      const ids = sheet.data.abreast;
      const amounts = sheet.columns.filter((column) => column.kind === "amount");
      const { key } = amounts.find((column) => column === sheet.columns[this.cursor.range.left]) ?? amounts[0];
      const places = ids.flatMap((id, at) => (id ? [{ place: sheet.find(id), cells: { [key]: row[at] } }] : []));
      this.history.act(() => places.forEach(({ place, cells }) => this.writeRow(place, cells, unit)));
      const totals = ids[0] ? [] : [{ [key]: row[0] }];
      const notes = this.differences({ rows: places.map(({ cells }) => cells), totals }, unit);
      this.tell([say("pasted", { rows: places.length, columns: 1 }), ...notes]);
      return this.selectWritten(places.map(({ place }) => place), [key]);
    }

    // Tells the rows to paste from those that sum up; each as texts by column.
    sortOut(keys, body) {
      const all = body.map((row) => entryLayout.byKey(keys, row));
      const key = this.sheet.columns.find((column) => column.kind === "code" && column.classification && keys.includes(column.key))?.key;
      const codes = { key, all: key ? all.map((cells) => cells[key]) : [] };
      const sorted = { rows: [], totals: [], own: [] };
      for (const cells of all) sorted[entryLayout.whyLeftOut(this.sheet, cells, codes) ?? "rows"].push(cells);
      // Where every line is one of the department's units, the last of them are what the sheet is about.
      if (!sorted.rows.length && sorted.own.length) sorted.rows = sorted.own.splice(-1);
      return sorted;
    }

    // Puts the rows in their places, as one step.
    write(rows, keys, unit, notes) {
      const named = this.isTable(keys);
      const written = [];
      this.history.act(() => {
        const places = this.sheet.fixed ? this.fixedPlaces(rows, keys, notes) : this.openPlaces(rows, keys, named, notes);
        rows.forEach((cells, index) => {
          const row = places[index];
          if (row) written.push(this.writeRow(row, cells, unit));
        });
      });
      return { rows: written };
    }

    // Whole rows, with all that names one; a column or two of them goes where the cursor stands.
    isTable(keys) {
      const names = this.sheet.columns.filter((column) => column.required && ["code", "text"].includes(column.kind));
      return new Set(keys.filter(Boolean)).size > 1 && names.length > 0 && names.every((column) => keys.includes(column.key));
    }

    writeRow(row, cells, unit) {
      for (const [key, text] of Object.entries(cells)) {
        const column = this.sheet.byKey.get(key);
        if (this.sheet.mayWrite(row, column)) this.sheet.put(row, key, this.sheet.read(column, text, unit));
      }
      return row;
    }

    // Rows of a fixed list are found by their names; a block without names fills them in their order.
    fixedPlaces(rows, keys, notes) {
      const label = this.sheet.columns.find((column) => column.kind === "fixed" && keys.includes(column.key))?.key;
      const below = this.sheet.rows.slice(this.cursor.range.top);
      const places = rows.map((cells, index) => {
        const wanted = label && narrow(cells[label] ?? "");
        return label ? this.sheet.rows.find((row) => narrow(row.values[label] ?? "") === wanted) : below[index];
      });
      const lost = rows.filter((_, index) => !places[index]);
      if (lost.length && label) {
        notes.push(say("unmatchedLeft", { count: lost.length, names: lost.map((cells) => cells[label]).join("、") }));
      } else if (lost.length) {
        notes.push(say("beyondLeft", { count: lost.length }));
      }
      return places;
    }

    // Where rows may be added: over those that are the same subjects in the same order or were selected, else as new ones.
    openPlaces(rows, keys, named, notes) {
      const { top } = this.cursor.range;
      const below = this.sheet.rows.slice(top, top + rows.length);
      const same = (row, cells) => this.names(keys).every((key) => (row.values[key] ?? "") === this.sheet.read(this.sheet.byKey.get(key), cells[key]));
      const chosen = this.cursor.rows.length > 1;
      if (!named || chosen || below.every((row) => this.sheet.isUntouched(row))) return this.extend(below, top, rows.length);
      if (below.every((row, index) => same(row, rows[index]))) {
        notes.push(say("updated", { count: below.length }));
        return this.extend(below, top, rows.length);
      }
      const waiting = rows.map((cells) => this.waiting(cells));
      return rows.map((_, index) => waiting[index] ?? this.extend([], this.sheet.rows.length, 1)[0]);
    }

    // The very row that a new one would be, where it is offered and holds no amount yet.
    waiting(cells) {
      const { byKey, data, columns, rows } = this.sheet;
      const said = (key) => (key in cells ? this.sheet.read(byKey.get(key), cells[key]) : byKey.get(key).default ?? "");
      const isBlank = (row) => columns.every(({ key, kind }) => kind !== "amount" || !row.values[key]);
      const isOffered = (row) => row.base !== null && isBlank(row);
      return data.identity?.length ? rows.find((row) => isOffered(row) && data.identity.every((key) => (row.values[key] ?? "") === said(key))) : undefined;
    }

    // The columns by which two rows are the same: codes, else the first text.
    names(keys) {
      const codes = this.sheet.columns.filter((column) => column.kind === "code" && keys.includes(column.key));
      const texts = this.sheet.columns.filter((column) => column.kind === "text" && keys.includes(column.key));
      return (codes.length ? codes : texts.slice(0, 1)).map((column) => column.key);
    }

    extend(found, top, count) {
      const places = [...found];
      while (places.length < count) {
        const row = this.sheet.blankRow();
        this.sheet.insert(row, top + places.length);
        places.push(row);
      }
      return places;
    }

    // What the sums of the block say otherwise than what was pasted.
    differences({ rows, totals }, unit) {
      const found = rows.flatMap((cells) =>
        entryLayout.compare(this.sheet, cells, unit).map((one) => ["computedDiffers", { row: this.nameOf(cells), ...one }]));
      const last = totals.find((cells) => Object.values(cells).some((text) => /^(合计|总计)/.test(narrow(text)))) ?? totals[0];
      if (last) found.push(...this.totalDifferences(rows, last, unit));
      const notes = found.slice(0, TOLD).map(([name, one]) => say(name, this.tellAmounts(one)));
      if (found.length > TOLD) notes.push(say("moreDiffer", { count: found.length - TOLD }));
      return notes;
    }

    totalDifferences(rows, total, unit) {
      return this.sheet.columns
        .filter((column) => this.sheet.isAmount(column) && total[column.key])
        .map((column) => ({
          column,
          given: entryLayout.fenOf(total[column.key], unit) ?? 0n,
          computed: entryDecimal.add(rows.map((cells) => entryLayout.fenOf(cells[column.key], unit))) ?? 0n,
        }))
        .filter(({ given, computed }) => given !== computed)
        .map((one) => ["totalDiffers", one]);
    }

    tellAmounts({ row, column, given, computed }) {
      const format = (fen) => `${entryDecimal.format(fen, this.sheet.unit)} ${this.sheet.unit}`;
      return { row, column: column.label, given: format(given), computed: format(computed), difference: format(given - computed) };
    }

    nameOf(cells) {
      const texts = this.sheet.columns.filter((column) => cells[column.key] && !this.sheet.isAmount(column));
      return texts.slice(0, 2).map((column) => cells[column.key]).join(" ");
    }

    // Rows that say the same of what makes a row what it is.
    repetitions(written) {
      const identity = this.sheet.data.identity ?? [];
      if (!identity.length) return [];
      const key = (row) => identity.map((name) => row.values[name] ?? "").join("\t");
      const seen = new Map();
      this.sheet.rows.forEach((row) => seen.set(key(row), (seen.get(key(row)) ?? 0) + 1));
      const rows = written.filter((row) => row.values[identity[0]] && seen.get(key(row)) > 1).map((row) => this.sheet.rows.indexOf(row) + 1);
      return rows.length ? [say("repeated", { rows: rows.join("、") })] : [];
    }

    selectWritten(rows, keys) {
      if (!rows.length) return this.editor.stand(true);
      const at = this.sheet.columns.flatMap((column, index) => (keys.includes(column.key) ? [index] : []));
      const lines = rows.map((row) => this.sheet.rows.indexOf(row));
      return this.cursor.select(Math.min(...lines), Math.min(...at), Math.max(...lines), Math.max(...at));
    }
  };
})();
