// Saving by itself, a moment after the last change: rows that changed go in one request under a token, and the same
// request goes again until it is answered. What is refused or in conflict stays on the page, marked.
const EntrySaver = (() => {
  "use strict";
  const PAUSE = 800;
  const MOST = 400;
  const PAUSES = [2, 4, 8, 15, 30, 60];

  return class Saver {
    constructor({ sheet, kept, isHeld }) {
      Object.assign(this, { sheet, kept, isHeld });
      this.pending = null;
      this.busy = false;
      this.trouble = null;
      this.savedAt = null;
      this.most = MOST;
      this.onState = () => {};
      this.onAnswer = () => {};
      addEventListener("online", () => this.soon(0));
      addEventListener("focus", () => this.trouble && this.trouble.kind !== "closed" && this.soon(0));
      document.addEventListener("visibilitychange", () => this.turn());
    }

    // Leaving the window saves at once; coming back tries again.
    turn() {
      if (document.visibilityState === "hidden" || this.trouble) this.soon(0);
    }

    // Called after every change: keeps it here, and sends it in a moment.
    changed() {
      this.keep();
      if (!this.trouble) this.soon(PAUSE);
      else if (this.trouble.kind === "bad") this.recover();
      this.onState();
    }

    recover() {
      this.trouble = null;
      this.soon(PAUSE);
    }

    soon(pause) {
      clearTimeout(this.timer);
      if (this.trouble?.kind === "closed") return;
      this.timer = setTimeout(() => this.send(), pause);
    }

    keep() {
      this.kept.write(this.describe(this.sheet.unsaved()), this.pending && { token: this.pending.token, changes: this.pending.changes });
    }

    describe(rows) {
      const included = new Set(rows);
      return rows.map((row) => this.change(row, included));
    }

    change(row, included) {
      if (!this.sheet.rows.includes(row)) return { row: row.id, was: row.base, now: null };
      const change = { row: row.id, was: row.base, now: { ...row.values } };
      if (row.base === null || row.moved) change.after = this.before(row, included);
      return change;
    }

    // The row above that the server knows, or learns of in the same request.
    before(row, included) {
      const { rows } = this.sheet;
      const known = (other) => (other.base !== null && !other.locked) || (included.has(other) && other.base === null);
      return rows.slice(0, rows.indexOf(row)).findLast(known)?.id ?? null;
    }

    isReady(row) {
      if (row.conflict || this.isHeld(row) || Object.keys(this.sheet.faults(row)).length) return false;
      return row.refused !== this.print(row);
    }

    // What a row says, to know whether it changed since it was refused.
    print(row) {
      return JSON.stringify([this.sheet.rows.includes(row), row.values]);
    }

    collect() {
      const rows = this.sheet.unsaved().filter((row) => this.isReady(row)).slice(0, this.most);
      if (!rows.length) return null;
      const changes = this.describe(rows);
      for (const row of rows) {
        row.going = row.moved;
        row.moved = false;
      }
      return { token: EntrySheet.makeUuid(), changes, rows: new Map(rows.map((row) => [row.id, row])) };
    }

    async send() {
      clearTimeout(this.timer);
      if (this.busy || this.trouble?.kind === "closed") return;
      this.pending ??= this.collect();
      if (!this.pending) {
        this.onState();
        return;
      }
      this.busy = true;
      this.keep();
      this.onState();
      const { token, changes } = this.pending;
      try {
        const answer = await entryWire.post(this.sheet.data.addresses.save, { token, changes });
        this.busy = false;
        this.accept(answer);
      } catch (trouble) {
        this.busy = false;
        this.stumble(trouble);
      }
    }

    // Sends all that can be sent, at once; true where nothing is left that could be.
    async flush() {
      for (let round = 0; round < 40 && !this.trouble; round += 1) {
        if (this.busy) await new Promise((done) => setTimeout(done, 50));
        else if (this.pending || this.sheet.unsaved().some((row) => this.isReady(row))) await this.send();
        else return this.sheet.unsaved().length === 0;
      }
      return false;
    }

    // What becomes of a request that failed: it is tried again, or given back.
    stumble(trouble) {
      if (!trouble.kind) throw trouble;
      this.trouble = trouble;
      if (trouble.kind === "closed" || trouble.kind === "bad") this.giveBack();
      if (trouble.kind === "bad" && this.most > 1) {
        // One row may be what the server cannot read: they go one by one.
        this.most = 1;
        this.recover();
      } else if (trouble.kind === "bad") {
        this.skip(trouble);
      } else if (trouble.kind !== "closed") {
        this.tries = (this.tries ?? -1) + 1;
        this.soon(PAUSES[Math.min(this.tries, PAUSES.length - 1)] * 1000);
      }
      this.keep();
      this.onState();
    }

    skip(trouble) {
      const row = this.refusedRow;
      if (!row) return;
      row.refused = this.print(row);
      row.errors = { "": trouble.message };
      this.sheet.tell([row]);
      this.recover();
    }

    // What was under way is unsaved again.
    giveBack() {
      this.refusedRow = [...this.pending.rows.values()][0];
      for (const row of this.pending.rows.values()) row.moved ||= row.going;
      this.pending = null;
    }

    accept(answer) {
      const { pending } = this;
      this.pending = null;
      this.trouble = null;
      this.tries = undefined;
      const touched = this.absorb(answer, pending);
      const foreign = answer.revision > this.sheet.revision + 1;
      this.sheet.revision = Math.max(this.sheet.revision, answer.revision);
      if (answer.saved.length) this.savedAt = new Date();
      if (this.most === 1 && answer.saved.length) this.most = MOST;
      this.sheet.tell(touched, touched.some((row) => row.structure));
      touched.forEach((row) => delete row.structure);
      this.keep();
      this.onAnswer(answer, foreign);
      if (this.sheet.unsaved().some((row) => this.isReady(row))) this.soon(PAUSE);
      this.onState();
    }

    // Takes over what the server says of the rows that went to it.
    absorb(answer, { rows, changes }) {
      const sent = new Map(changes.map((change) => [change.row, change]));
      const touched = [];
      const each = (entries, take) => {
        for (const entry of entries ?? []) {
          const row = rows.get(entry.row);
          if (row) touched.push(row) && take(row, entry, sent.get(entry.row));
        }
      };
      each(answer.saved, (row, entry, change) => this.settle(row, entry, change));
      each(answer.refused, (row, entry, change) => this.refuse(row, entry, change));
      each(answer.conflicts, (row, entry) => {
        row.conflict = entry;
        row.moved ||= row.going;
      });
      return touched;
    }

    settle(row, { id, values, address, address_label: label }, { now }) {
      if (address) Object.assign(row, { address, address_label: label });
      row.errors = {};
      row.refused = null;
      if (values === null) {
        this.sheet.gone = this.sheet.gone.filter((other) => other !== row);
        row.base = null;
        row.id = EntrySheet.makeId();
        return;
      }
      // What was typed since it was sent stays; all else is as the server has it.
      for (const [key, value] of Object.entries(values)) {
        if ((row.values[key] ?? "") === (now[key] ?? "")) row.values[key] = value;
      }
      row.base = { ...values };
      row.id = id;
      if (!this.sheet.rows.includes(row) && !this.sheet.gone.includes(row)) this.sheet.gone.push(row);
    }

    refuse(row, { errors }, { now }) {
      row.moved ||= row.going;
      row.refused = JSON.stringify([now !== null, now ?? row.values]);
      row.errors = errors;
      if (now !== null) return;
      // A deletion that is refused: the row comes back.
      this.sheet.gone = this.sheet.gone.filter((other) => other !== row);
      this.sheet.rows.push(row);
      row.structure = true;
    }
  };
})();
