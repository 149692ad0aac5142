// The lines that say where things stand, always true: what is saved, what is not and why; and what the active cell is.
const EntryStatus = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const clock = (date) => date.toLocaleTimeString("zh-CN", { hour12: false });

  return class Status {
    constructor({ place, bar, sheet, saver, kept, findings, isHeld }) {
      Object.assign(this, { place, bar, sheet, saver, kept, findings, isHeld });
      saver.onState = () => this.show();
      this.show();
    }

    show() {
      const unsaved = this.sheet.unsaved();
      const parts = [this.main(unsaved), ...this.remarks(unsaved)].filter(Boolean);
      const text = parts.join(" ");
      const signedOut = this.saver.trouble?.kind === "signed_out";
      if (this.shown === text) return;
      this.shown = text;
      this.place.replaceChildren(text);
      this.place.dataset.state = this.saver.trouble ? "trouble" : unsaved.length ? "waiting" : "saved";
      if (signedOut) this.place.append(" ", this.logIn());
    }

    logIn() {
      const { login } = this.sheet.data.addresses;
      return make("a", { href: login, target: "_blank", rel: "noopener", textContent: say("logIn") });
    }

    main(unsaved) {
      const { saver, sheet } = this;
      const count = Math.max(unsaved.length, saver.pending?.changes.length ?? 0);
      if (saver.trouble) return this.trouble(saver.trouble, count);
      if (!sheet.editable) return say("closed");
      if (saver.busy) return say("saving");
      const ready = unsaved.filter((row) => saver.isReady(row));
      if (ready.length) return say("waiting", { count: ready.length });
      if (unsaved.some((row) => this.isHeld(row))) return say("held");
      return saver.savedAt ? say("saved", { time: clock(saver.savedAt) }) : say("fresh");
    }

    trouble({ kind, message }, count) {
      const where = this.kept.works ? "" : "Unkept";
      if (kind === "closed" || kind === "bad") return say("refusedAll", { message, count });
      const name = { offline: "offline", signed_out: "signedOut" }[kind] ?? "failed";
      return say(name + where, { count }) + (this.saver.savedAt ? say("lastSaved", { time: clock(this.saver.savedAt) }) : "");
    }

    remarks(unsaved) {
      const conflicts = unsaved.filter((row) => row.conflict).length;
      const faulty = unsaved.filter((row) => !row.conflict && !this.isHeld(row) && this.isFaulty(row)).length;
      return [
        faulty ? say("faulty", { count: faulty }) : "",
        conflicts ? say("conflicted", { count: conflicts }) : "",
      ];
    }

    isFaulty(row) {
      return Object.keys(row.errors).length > 0 || Object.keys(this.sheet.faults(row)).length > 0;
    }

    // The active cell: where it is, what it holds, what is wrong with it.
    tell(row, column, number, spare) {
      if (!row || !column) return;
      const name = say(spare ? "newRow" : "cell", { row: number, column: column.label });
      const parts = [make("strong", { textContent: name })];
      const add = (text, className = "") => text && parts.push(make("span", { textContent: text, className }));
      if (this.sheet.isAmount(column)) {
        const text = this.sheet.text(row, column);
        add(text && `${text} ${this.sheet.unit}`);
      }
      if (column.kind === "measure") add(this.measure(row.values[column.key] ?? ""), "parts");
      const wrong = this.sheet.wrong(row, column) || row.errors[""];
      if (wrong) add(say("markedRefused", { message: wrong }), "wrong");
      this.findings.of(row, column).forEach((message) => add(message, "found"));
      if (row.locked) add(say("locked"), "hint");
      else if (!this.sheet.mayWrite(row, column)) add(say(this.sheet.editable ? "readonly" : "closed"), "hint");
      else add(column.hint, "hint");
      this.bar.replaceChildren(...parts.flatMap((part) => [part, " "]));
    }

    measure(text) {
      if (!text.trim()) return "";
      const parts = entryMeasure.split(text);
      return parts ? say("measureParts", { ...parts, unit: parts.unit || say("none") }) : say("measureWord");
    }
  };
})();
