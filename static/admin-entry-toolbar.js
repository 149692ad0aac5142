// The buttons above the grid, the unit of amounts, and the list of keys.
const EntryToolbar = (() => {
  "use strict";
  const { make } = entryHead;
  const { say, HELP } = entryWords;
  const UNITS = ["万元", "元"];

  return class Toolbar {
    constructor({ place, sheet, acts, setUnit }) {
      Object.assign(this, { place, sheet, acts });
      const parts = [this.buttons()];
      if (sheet.columns.some((column) => sheet.isAmount(column))) parts.push(this.units(setUnit));
      parts.push(this.help());
      place.replaceChildren(...parts);
    }

    buttons() {
      const group = make("div", { className: "entry-buttons" });
      group.setAttribute("role", "group");
      const wanted = this.sheet.grows ? ["insertRow", "deleteRows", "moveUp", "moveDown"] : [];
      if (this.sheet.editable) wanted.push("undo", "redo");
      for (const name of wanted) {
        const button = make("button", { type: "button", textContent: say(name) });
        button.addEventListener("click", () => this.acts[name]());
        group.append(button);
      }
      return group;
    }

    units(setUnit) {
      const group = make("fieldset", { className: "entry-units" }, make("legend", { textContent: say("unit") }));
      for (const unit of UNITS) {
        const choice = make("input", { type: "radio", name: "entry-unit", value: unit, checked: unit === this.sheet.unit });
        choice.addEventListener("change", () => setUnit(unit));
        group.append(make("label", {}, choice, ` ${unit}`));
      }
      return group;
    }

    help() {
      const list = make("dl");
      for (const [keys, what] of HELP) list.append(make("div", {}, make("dt", { textContent: keys }), make("dd", { textContent: what })));
      const details = make("details", { className: "entry-help" }, make("summary", { textContent: say("keysAll") }), list);
      const short = make("span", { textContent: this.sheet.editable ? say("keysShort") : "" });
      return make("div", { className: "entry-keys" }, short, " ", details);
    }
  };
})();
