// The list below a cell of codes or choices: what is typed is searched by number or name, and one line is picked.
const EntryCodes = (() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const WAIT = 150;
  const SHOWN = 20;

  return class Codes {
    constructor({ editor, sheet, wire, history }) {
      Object.assign(this, { editor, sheet, wire, history });
      this.found = [];
      this.chosen = -1;
      this.known = new Map();
      this.list = make("ul", { id: "entry-list", className: "entry-list", hidden: true });
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", say("choose"));
      this.said = make("p", { className: "entry-said" });
      this.said.setAttribute("role", "status");
      document.body.append(this.list);
      editor.grid.frame.after(this.said);
      this.list.addEventListener("mousedown", (event) => this.click(event));
      editor.onChange = (text) => (text === null ? this.close() : this.search(text));
      editor.grid.frame.addEventListener("scroll", () => this.close());
    }

    get column() {
      return this.editor.column;
    }

    get isOpen() {
      return !this.list.hidden;
    }

    hasList(column) {
      return column?.kind === "choice" || (column?.kind === "code" && Boolean(column.classification));
    }

    // Opens the list of the active cell with all that it may hold.
    open() {
      if (!this.hasList(this.column) || !this.editor.canWrite) return;
      if (this.column.kind === "choice") this.show(this.column.choices, -1);
      else this.search(this.editor.field.value);
    }

    search(text) {
      if (!this.hasList(this.column)) return;
      clearTimeout(this.timer);
      const wanted = text.trim();
      if (this.column.kind === "choice") {
        const fitting = this.column.choices.filter(([, label]) => label.includes(wanted));
        this.show(fitting, wanted && fitting.length ? 0 : -1);
      } else if ([...wanted].length < 2) {
        this.close();
      } else {
        this.timer = setTimeout(() => this.ask(this.column, wanted), WAIT);
      }
    }

    async ask(column, wanted) {
      const codes = await this.fetch(column, wanted);
      const typed = this.editor.field.value.trim();
      if (this.column !== column || typed !== wanted || !this.editor.isOpen) return;
      const exact = codes.findIndex(([code, name]) => code === wanted || name === wanted);
      this.show(codes, exact >= 0 ? exact : /^\d+$/.test(wanted) || !codes.length ? -1 : 0);
    }

    // The codes that fit a text, as the server gives them; none where it cannot be asked.
    async fetch(column, wanted) {
      const key = `${column.classification} ${wanted}`;
      if (!this.known.has(key)) {
        const query = new URLSearchParams({ classification: column.classification, q: wanted });
        if (this.sheet.data.year) query.set("year", this.sheet.data.year);
        const address = this.sheet.data.addresses.codes;
        try {
          const answer = await this.wire.get(`${address}${address.includes("?") ? "&" : "?"}${query}`);
          this.known.set(key, answer.codes);
        } catch {
          return [];
        }
      }
      return this.known.get(key);
    }

    show(pairs, chosen) {
      this.found = pairs.slice(0, SHOWN);
      this.list.replaceChildren(...this.found.map((pair, index) => this.makeOption(pair, index)));
      this.list.hidden = !this.found.length;
      this.said.textContent = say(this.found.length ? "found" : "nothingFound", { count: this.found.length });
      const { field } = this.editor;
      field.setAttribute("aria-haspopup", "listbox");
      field.setAttribute("aria-controls", this.list.id);
      field.setAttribute("aria-autocomplete", "list");
      this.choose(chosen);
      if (this.isOpen) this.place();
    }

    makeOption([code, name], index) {
      const option = make("li", { id: `entry-option-${index}` });
      option.setAttribute("role", "option");
      option.dataset.index = index;
      if (this.column.kind === "code") option.append(make("span", { className: "code", textContent: code }), " ");
      option.append(name);
      return option;
    }

    place() {
      const box = this.editor.field.getBoundingClientRect();
      const { style } = this.list;
      style.left = `${Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - 340)}px`;
      const height = this.list.offsetHeight;
      const above = box.bottom + height > innerHeight && box.top > height;
      style.top = `${(above ? box.top - height : box.bottom) + scrollY}px`;
    }

    choose(index) {
      this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
      this.chosen = index;
      const option = this.list.children[index];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      const { field } = this.editor;
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
    }

    close() {
      clearTimeout(this.timer);
      const { field } = this.editor;
      ["aria-haspopup", "aria-controls", "aria-autocomplete", "aria-activedescendant"].forEach((name) =>
        field.removeAttribute(name));
      this.said.textContent = "";
      this.list.hidden = true;
      this.found = [];
      this.chosen = -1;
    }

    // Keys that belong to the open list; true where one did.
    press(event) {
      const { key } = event;
      if (key === "ArrowDown" && event.altKey && !this.isOpen && this.hasList(this.column)) {
        this.editor.start("editing");
        this.open();
        event.preventDefault();
        return true;
      }
      if (!this.isOpen) return false;
      if (key === "ArrowDown" || key === "ArrowUp") {
        const next = this.chosen + (key === "ArrowDown" ? 1 : -1);
        this.choose(Math.max(0, Math.min(next, this.found.length - 1)));
        event.preventDefault();
        return true;
      }
      if (key === "Escape") {
        this.close();
        event.preventDefault();
        return true;
      }
      // Enter and Tab take the line that is chosen, and then do what they always do.
      if (["Enter", "Tab"].includes(key) && this.found[this.chosen]) this.take(this.found[this.chosen]);
      return false;
    }

    click(event) {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (!option) return;
      this.take(this.found[Number(option.dataset.index)]);
      this.editor.commit();
    }

    take([code, name]) {
      this.editor.fill(this.column.kind === "choice" ? name : code);
      if (this.column.kind === "code" && this.column.names) this.picked = { code, name };
      this.close();
    }

    // After a code was committed its official name is written beside it, unless another was typed there by hand.
    async committed(row, column, before) {
      const code = row.values[column.key];
      if (column.kind !== "code" || !column.names || !code || code === before) return;
      const picked = this.picked?.code === code ? this.picked.name : null;
      this.picked = null;
      const name = picked ?? (await this.fetch(column, code)).find(([one, label]) => one === code || label === code);
      if (name === undefined || row.values[column.key] !== code) return;
      const [found, label] = picked ? [code, picked] : name;
      this.history.act(() => {
        this.sheet.put(row, column.key, found);
        this.sheet.put(row, column.names, label);
      });
    }
  };
})();
