// Who else is at work on the edition, and their changes: they appear quietly as long as nothing here is unsaved.
const EntryPresence = (() => {
  "use strict";
  const { say } = entryWords;
  const PULSE = 20_000;
  // A window that is only open keeps no session alive: whoever does nothing for long logs in again.
  const UNATTENDED = { "X-Unattended": "1" };

  return class Presence {
    constructor({ sheet, grid, saver, cursor, editor, place, tell }) {
      Object.assign(this, { sheet, grid, saver, cursor, editor, place, tell });
      this.ahead = false;
      setInterval(() => this.pulse(), PULSE);
      document.addEventListener("visibilitychange", () => this.pulse());
      this.pulse();
    }

    async pulse() {
      if (document.visibilityState === "hidden") return;
      try {
        const answer = await entryWire.post(this.sheet.data.addresses.presence, {}, UNATTENDED);
        this.show(answer.others);
        if (answer.editable === false && this.sheet.editable) this.saver.stumble(new entryWire.Trouble("closed", say("closed")));
        if (answer.revision > this.sheet.revision) this.ahead = true;
        await this.catchUp();
      } catch (trouble) {
        // Whether one can save shows when one saves; only the end of the session is worth saying before.
        if (trouble.kind === "signed_out" && this.sheet.unsaved().length === 0) this.saver.stumble(trouble);
      }
    }

    show(others = []) {
      const names = others.map(({ name, place }) => (place ? say("other", { name, place }) : name)).join("、");
      const text = names && say("others") + names;
      if (this.place.textContent !== text) this.place.textContent = text;
    }

    get isQuiet() {
      return !this.editor.isOpen && !this.saver.busy && !this.saver.pending && this.sheet.unsaved().length === 0;
    }

    async catchUp() {
      if (this.ahead && this.isQuiet) await this.refresh();
    }

    // Takes over the rows as the server has them now; what is unsaved here stays as it is.
    async refresh() {
      const answer = await entryWire.get(this.sheet.data.addresses.rows ?? "rows.json");
      if (this.editor.isOpen || this.saver.busy) return;
      this.ahead = false;
      this.sheet.revision = Math.max(this.sheet.revision, answer.revision);
      const active = this.cursor.row;
      const changed = this.merge(answer.rows);
      if (!changed.length) return;
      this.sheet.tell(changed.map(({ row }) => row), true);
      this.cursor.keepTo(active);
      this.editor.stand();
      changed.forEach(({ row, keys }) => this.grid.flash(row, keys));
      this.tell([say("refreshed", { count: changed.length })]);
    }

    merge(given) {
      const known = new Map(this.sheet.rows.map((row) => [row.id, row]));
      const changed = [];
      const rows = given.filter(({ id }) => !this.sheet.gone.some((row) => row.id === id)).map((fresh) => {
        const row = known.get(fresh.id);
        if (!row) return this.added(fresh, changed);
        if (!this.sheet.isDirty(row)) this.update(row, fresh, changed);
        return row;
      });
      const staying = new Set(rows);
      // Rows that exist here alone, and those that others deleted while they were changed here, keep their place.
      this.sheet.rows.forEach((row, index) => {
        if (staying.has(row)) return;
        if (row.base === null || this.sheet.isDirty(row)) rows.splice(Math.min(index, rows.length), 0, row);
        else changed.push({ row, keys: [] });
      });
      this.sheet.rows = rows;
      return changed;
    }

    added(fresh, changed) {
      const row = EntrySheet.makeRow(fresh, { ...fresh.values });
      changed.push({ row, keys: Object.keys(fresh.values) });
      return row;
    }

    update(row, fresh, changed) {
      const keys = Object.keys(fresh.values).filter((key) => (row.values[key] ?? "") !== fresh.values[key]);
      row.values = { ...fresh.values };
      row.base = { ...fresh.values };
      if (keys.length) changed.push({ row, keys });
    }
  };
})();
