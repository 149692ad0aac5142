// Starts an entry screen: reads what the page carries and joins the parts, each in a file of its own (admin-entry-*.js).
(() => {
  "use strict";
  const { make } = entryHead;
  const { say } = entryWords;
  const source = document.getElementById("entry-data");
  const gridPlace = document.getElementById("entry-grid");
  if (!source || !gridPlace) return;

  const data = JSON.parse(source.textContent);

  // A place of the page, made before the grid where the page has none.
  const place = (id, name = "div") => {
    const known = document.getElementById(id);
    if (known) return known;
    const made = make(name, { id });
    gridPlace.before(made);
    return made;
  };

  const UNIT = "entry-unit";
  const remember = (unit) => {
    try {
      localStorage.setItem(UNIT, unit);
    } catch {
      // It is asked again next time.
    }
  };
  const recall = () => {
    try {
      return localStorage.getItem(UNIT);
    } catch {
      return null;
    }
  };

  const sheet = new EntrySheet(data);
  if (["万元", "元"].includes(recall())) sheet.unit = recall();
  const history = new EntryHistory(sheet);
  const kept = new EntryKept(sheet);
  const tools = place("entry-tools");
  const notes = place("entry-notes");
  const recovered = place("entry-recovered");
  const bar = place("entry-cell", "p");
  notes.setAttribute("role", "status");
  const grid = new EntryGrid(gridPlace, sheet, data.title);
  const cursor = new EntryCursor(grid, sheet);
  const editor = new EntryEditor(grid, cursor, sheet, history);

  // A row that is being filled in is not sent before it is left, as long as it lacks what it must have.
  const isHeld = (row) =>
    row === cursor.row && document.activeElement === editor.field && ((editor.isOpen && !editor.isLive) || sheet.hasBlankRequired(row));
  const saver = new EntrySaver({ sheet, kept, isHeld });
  const tell = (lines) => {
    notes.replaceChildren(make("ul", {}, ...lines.map((line) => make("li", { textContent: line }))));
  };

  const codes = new EntryCodes({ editor, sheet, wire: entryWire, history });
  const paste = new EntryPaste({ sheet, cursor, editor, history, grid, tell });
  const findings = new EntryFindings({ place: place("entry-findings", "section"), sheet, grid, cursor });
  const status = new EntryStatus({ place: place("entry-status", "p"), bar, sheet, saver, kept, findings, isHeld });
  const conflicts = new EntryConflicts({ place: place("entry-conflicts"), sheet, saver, editor });
  const presence = new EntryPresence({ sheet, grid, saver, cursor, editor, place: place("entry-others"), tell });
  const restore = new EntryRestore({ place: recovered, sheet, kept, saver, presence, history });
  const acts = new EntryActs({ sheet, cursor, editor, history, paste, tell });
  const keys = new EntryKeys({ cursor, editor, sheet, grid, acts, codes });

  const tellCell = () => status.tell(cursor.row, cursor.column, cursor.at.row + 1, cursor.row === grid.spare);
  let leftRow = null;
  keys.onMove = () => {
    tellCell();
    // Leaving a row sends what was held back of it.
    if (leftRow && leftRow !== cursor.row && sheet.isDirty(leftRow)) saver.changed();
    leftRow = cursor.row;
  };
  editor.onCommit = (row, column, before) => codes.committed(row, column, before);
  editor.onLeave = () => saver.changed();
  editor.field.addEventListener("input", () => {
    if (editor.column?.kind === "measure") {
      status.tell({ ...editor.row, values: { ...editor.row.values, [editor.column.key]: editor.field.value } }, editor.column, cursor.at.row + 1, editor.row === grid.spare);
    }
  });

  sheet.listen(({ rows, structure }) => {
    if (structure) grid.draw();
    else grid.paint(rows);
    editor.stand();
    tellCell();
    saver.changed();
    conflicts.show();
  });
  saver.onAnswer = (answer, foreign) => {
    presence.show(answer.others);
    if (foreign) presence.ahead = true;
    presence.catchUp().catch(() => {});
    conflicts.show();
    findings.soon();
  };

  const setUnit = (unit) => {
    editor.commit();
    sheet.unit = unit;
    remember(unit);
    grid.draw();
    editor.stand();
    tellCell();
  };
  new EntryToolbar({ place: tools, sheet, acts, setUnit });
  if (!sheet.rows.length) notes.textContent = say(sheet.editable ? "empty" : "emptyClosed");

  entryLeave({ sheet, editor, saver });
  editor.stand();
  tellCell();
})();
