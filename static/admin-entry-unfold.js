// Blocks whose printed form is no list of rows: indicators in four pairs of columns (table 12), and merged cells.
const entryUnfold = (() => {
  "use strict";
  const { narrow } = entryLayout;
  const PAIRS = 4;

  // The columns of a sheet of indicators: {owner, kind, name, value} by place; null where the sheet is none.
  const places = (sheet) => {
    const at = (test) => sheet.columns.findIndex(test);
    const kind = at((column) => column.choices?.some(([key]) => key === "satisfaction"));
    const value = at((column) => column.kind === "measure");
    if (kind < 0 || value < 0) return null;
    const owner = at((column, place) => column.kind === "choice" && place !== kind);
    return { owner, kind, value, name: at((column) => column.kind === "text") };
  };

  // The project that a line names before its indicators.
  const ownerOf = (sheet, owner, cells) => {
    if (owner < 0) return "";
    const names = cells.map(narrow).filter(Boolean);
    const found = sheet.columns[owner].choices.find(([, label]) => names.some((name) => name === narrow(label)));
    return found ? found[1] : "";
  };

  // Gathers the pairs of each project, kind by kind: [{owner, pairs: [[[name, value], …] ×4]}].
  const gather = (sheet, owner, body) => {
    const groups = [{ owner: "", pairs: [[], [], [], []] }];
    for (const row of body) {
      const first = row.length - 2 * PAIRS;
      const named = ownerOf(sheet, owner, row.slice(0, first));
      if (named && named !== groups.at(-1).owner) groups.push({ owner: named, pairs: [[], [], [], []] });
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const [name, value] = row.slice(first + 2 * pair, first + 2 * pair + 2);
        if (name) groups.at(-1).pairs[pair].push([name, value]);
      }
    }
    return groups;
  };

  // Table 12, or the eight columns of one project in it, as one row an indicator in the columns of the grid.
  const indicators = (sheet, body) => {
    const at = places(sheet);
    if (!at || (body[0]?.length ?? 0) < 2 * PAIRS) return null;
    const kinds = sheet.columns[at.kind].choices.slice(0, PAIRS);
    const rows = gather(sheet, at.owner, body).flatMap(({ owner, pairs }) =>
      pairs.flatMap((list, pair) => list.map(([name, value]) => {
        const row = sheet.columns.map(() => "");
        if (at.owner >= 0) row[at.owner] = owner;
        [row[at.kind], row[at.name], row[at.value]] = [kinds[pair][1], name, value];
        return row;
      })));
    return rows.length ? rows : null;
  };

  // Merged cells say what they say on their first line: those below take it over, group by group.
  const inherit = (sheet, rows) => {
    const texts = sheet.columns.filter((column) => column.kind === "text");
    const last = texts.findLastIndex((column) => column.required);
    const groups = sheet.columns[0].kind === "text" ? texts.slice(0, Math.max(0, last)) : [];
    let above = null;
    for (const cells of rows) {
      for (const { key } of groups) {
        if (!(key in cells) || cells[key] || !above) break;
        cells[key] = above[key] ?? "";
      }
      above = cells;
    }
  };

  return { indicators, inherit };
})();
