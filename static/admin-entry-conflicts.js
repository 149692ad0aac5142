// Rows that two people changed at once: both versions side by side, and a choice. Nothing is overwritten before it.
const EntryConflicts = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;

  return class Conflicts {
    constructor({ place, sheet, saver, editor }) {
      Object.assign(this, { place, sheet, saver, editor });
    }

    get rows() {
      return [...this.sheet.rows, ...this.sheet.gone].filter((row) => row.conflict);
    }

    show() {
      const { rows } = this;
      const seen = rows.map((row) => row.id).join();
      if (this.seen === seen) return;
      this.seen = seen;
      if (!rows.length) {
        this.place.replaceChildren();
        return;
      }
      const title = make("h2", { textContent: say("conflictTitle"), tabIndex: -1 });
      this.place.replaceChildren(title, make("p", { textContent: say("conflictIntro") }), ...rows.map((row) => this.draw(row)));
      this.place.setAttribute("role", "alert");
    }

    // One row: what each of the two says where they differ.
    draw(row) {
      const { theirs, by, at } = row.conflict;
      const mine = this.sheet.rows.includes(row) ? row.values : null;
      const number = this.sheet.rows.indexOf(row) + 1;
      const name = number ? say("rowNumber", { row: number }) : say("mineDeleted");
      const box = make("div", { className: "entry-conflict" }, make("h3", { textContent: `${name} ${this.title(row)}` }));
      if (mine && theirs) box.append(this.table(mine, theirs, say("conflictBy", { name: by, time: at })));
      else if (!theirs) box.append(make("p", { textContent: `${say("conflictBy", { name: by, time: at })}：${say("theirsDeleted")}` }));
      const take = (text, act, primary = false) => {
        const button = make("button", { type: "button", textContent: text, className: primary ? "entry-primary" : "" });
        button.addEventListener("click", () => this.settle(row, act));
        return button;
      };
      if (mine) box.append(take(say(theirs ? "takeMine" : "keepRow"), () => this.takeMine(row)), " ");
      else box.append(take(say("deleteAnyway"), () => this.takeMine(row)), " ");
      box.append(take(say(theirs ? "takeTheirs" : "agreeDeletion"), () => this.takeTheirs(row)));
      return box;
    }

    title(row) {
      const texts = this.sheet.columns.filter((column) => !this.sheet.isAmount(column) && row.values[column.key]);
      return texts.slice(0, 2).map((column) => this.sheet.text(row, column)).join(" ");
    }

    table(mine, theirs, heading) {
      const head = make("tr", {}, ...["column", "mine"].map((name) => make("th", { scope: "col", textContent: say(name) })));
      head.append(make("th", { scope: "col", textContent: heading }));
      const show = (values, column) => this.sheet.text({ values }, column) || "—";
      const differing = this.sheet.columns.filter((column) =>
        column.kind !== "computed" && show(mine, column) !== show(theirs, column));
      const rows = differing.map((column) =>
        make("tr", {}, make("th", { scope: "row", textContent: column.label }),
          make("td", { textContent: show(mine, column) }), make("td", { textContent: show(theirs, column) })));
      return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
    }

    settle(row, act) {
      act();
      row.conflict = null;
      this.sheet.tell([row], true);
      this.saver.changed();
      this.show();
      this.editor.stand(true);
    }

    // Mine goes on top of theirs; a row that they deleted is a new one.
    takeMine(row) {
      const { theirs } = row.conflict;
      row.base = theirs && { ...theirs };
      if (!theirs) row.id = EntrySheet.makeId();
    }

    takeTheirs(row) {
      const { theirs } = row.conflict;
      const { sheet } = this;
      sheet.gone = sheet.gone.filter((other) => other !== row);
      row.base = theirs && { ...theirs };
      row.moved = false;
      if (theirs) row.values = { ...theirs };
      if (theirs && !sheet.rows.includes(row)) sheet.rows.push(row);
      if (!theirs) sheet.rows = sheet.rows.filter((other) => other !== row);
    }
  };
})();
