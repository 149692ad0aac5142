// What an earlier window left unsaved is offered, and put back into the sheet on top of what the server has now.
const EntryRestore = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const AGAIN = 30_000;

  return class Restore {
    constructor({ place, sheet, kept, saver, presence, history }) {
      Object.assign(this, { place, sheet, kept, saver, presence, history });
      this.look();
    }

    look() {
      clearTimeout(this.timer);
      const left = this.kept.left();
      const gone = left.filter(({ alive }) => !alive);
      if (gone.length && this.sheet.editable) this.offer(gone[0]);
      else this.hide();
      if (left.length > gone.length) this.timer = setTimeout(() => this.look(), AGAIN);
    }

    hide() {
      this.place.replaceChildren();
    }

    offer(found) {
      const { changes, pending, at } = found.kept;
      const count = new Set([...changes, ...(pending?.changes ?? [])].map((change) => change.row)).size;
      const time = new Date(at).toLocaleString("zh-CN");
      const restore = make("button", { type: "button", className: "entry-primary", textContent: say("restore") });
      const discard = make("button", { type: "button", textContent: say("discard") });
      restore.addEventListener("click", () => this.restore(found, count));
      discard.addEventListener("click", () => this.discard(found, discard));
      const text = make("p", { textContent: say("keptTitle", { count, time }) });
      this.place.replaceChildren(make("div", { className: "entry-kept" }, text, restore, " ", discard));
    }

    // Thrown away only when asked twice.
    discard(found, button) {
      if (button.dataset.asked) {
        this.kept.forget(found.key);
        this.look();
      }
      button.dataset.asked = "yes";
      button.textContent = say("discardSure");
    }

    // The request that was under way goes first, under its own token: it may have arrived. The rest comes on top.
    async restore({ key, kept }, count) {
      const ids = new Map();
      if (kept.pending) {
        try {
          const answer = await entryWire.post(this.sheet.data.addresses.save, kept.pending);
          for (const { row, id, values } of answer.saved) ids.set(row, { id, values });
          this.saver.savedAt = new Date();
        } catch (trouble) {
          this.saver.stumble(trouble);
          return;
        }
        await this.presence.refresh();
      }
      const rest = kept.changes.filter((change) => !this.isDone(change, ids.get(change.row)));
      this.history.quietly(() => rest.forEach((change) => this.apply(change, ids)));
      this.kept.forget(key);
      this.saver.changed();
      this.place.replaceChildren(make("p", { textContent: say("restored", { count }) }));
      this.timer = setTimeout(() => this.look(), 4000);
    }

    isDone(change, saved) {
      if (!saved) return false;
      if (change.now === null || saved.values === null) return change.now === saved.values;
      return this.sheet.columns.every(({ key, kind }) =>
        ["computed", "fixed"].includes(kind) || (change.now[key] ?? "") === (saved.values[key] ?? ""));
    }

    // The row as it was typed; the server decides whether others changed it since.
    apply({ row: id, was, now, after }, ids) {
      const saved = ids.get(id);
      const base = saved ? saved.values : was;
      const known = this.sheet.find(saved?.id ?? id);
      if (now === null) {
        if (known) this.sheet.remove(known);
        return;
      }
      const row = known ?? EntrySheet.makeRow({ id: saved?.id ?? id, values: now }, base);
      row.base = base;
      row.values = { ...now };
      if (known) {
        this.sheet.tell([row]);
        return;
      }
      const above = this.sheet.find(ids.get(after)?.id ?? after);
      this.sheet.insert(row, above ? this.sheet.rows.indexOf(above) + 1 : this.sheet.rows.length);
      row.moved = false;
    }
  };
})();
