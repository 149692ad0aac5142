// What the checks say: beside the cells that they speak of, and as a list by severity.
const EntryFindings = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const WAIT = 1000;

  return class Findings {
    constructor({ place, sheet, grid, cursor }) {
      Object.assign(this, { place, sheet, grid, cursor });
      this.marks = new Map();
      grid.marks = (row, column) => this.marks.get(`${row.id} ${column.key}`) ?? null;
      this.ask();
    }

    // A second after the last save: whoever types on is not asked about in between.
    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const { findings: address } = this.sheet.data.addresses;
      if (!address) return;
      const asked = (this.asked = Symbol("asked"));
      try {
        const answer = await entryWire.get(address);
        if (asked !== this.asked) return;
        this.mark(answer.findings);
        this.list(answer);
        this.grid.paint();
      } catch {
        if (!this.place.childElementCount) this.place.replaceChildren(make("p", { textContent: say("findingsFailed") }));
      }
    }

    mark(findings) {
      this.marks.clear();
      for (const { row, column, severity, message } of findings) {
        if (!row) continue;
        // A finding of a whole row stands at its first cell.
        const key = `${row} ${column ?? this.sheet.columns[0].key}`;
        const known = this.marks.get(key) ?? { severity, messages: [] };
        known.messages.push(message);
        if (severity === "error") known.severity = severity;
        this.marks.set(key, known);
      }
    }

    list({ findings, errors, warnings }) {
      const heading = this.place.querySelector("h2");
      const count = findings.length ? say("findingsCount", { errors, warnings }) : say("findingsNone");
      const parts = [make("p", { className: "entry-count", textContent: count })];
      for (const [severity, name] of [["error", "errors"], ["warning", "warnings"]]) {
        const some = findings.filter((finding) => finding.severity === severity);
        if (!some.length) continue;
        parts.push(make("h3", { className: severity, textContent: say(name) }));
        parts.push(make("ul", {}, ...some.map((finding) => this.item(finding))));
      }
      this.place.replaceChildren(...(heading ? [heading] : []), ...parts);
    }

    // Each leads to its cell, or to the page where it can be mended.
    item(finding) {
      const item = make("li", {}, `${finding.message} `);
      const row = finding.row && this.sheet.find(finding.row);
      if (row) {
        const go = make("button", { type: "button", className: "entry-go", textContent: say("findingsHere") });
        go.setAttribute("aria-label", `${say("findingsHere")}：${finding.message}`);
        go.addEventListener("click", () => this.go(finding));
        item.append(go);
      } else if (finding.address && new URL(finding.address, location).pathname !== location.pathname) {
        const link = make("a", { href: finding.address, textContent: say("findingsThere") });
        link.setAttribute("aria-label", `${say("findingsThere")}：${finding.message}`);
        item.append(link);
      }
      return item;
    }

    go(finding) {
      const row = this.sheet.rows.findIndex((one) => one.id === finding.row);
      const column = this.sheet.columns.findIndex((one) => one.key === finding.column);
      this.cursor.to(row, Math.max(0, column));
    }

    // What is said of a cell, worst first.
    of(row, column) {
      const mark = this.marks.get(`${row.id} ${column.key}`);
      if (!mark) return [];
      return mark.messages.map((message) => say(mark.severity === "error" ? "markedError" : "markedWarning", { message }));
    }
  };
})();
