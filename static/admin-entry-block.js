// Blocks of cells on the clipboard: what Excel and WPS put there, as rows of texts; and the way back.
const entryBlock = (() => {
  "use strict";

  // One cell of tab-separated text and where it ends; quotation marks hold tabs, newlines, and themselves doubled.
  const readCell = (whole, at) => {
    for (const pattern of [/"((?:[^"]|"")*)"(?=[\t\n]|$)/y, /([^\t\n]*)/y]) {
      pattern.lastIndex = at;
      const match = pattern.exec(whole);
      if (match) return [match[0].startsWith('"') ? match[1].replaceAll('""', '"') : match[1], pattern.lastIndex];
    }
    return ["", at];
  };

  const parseText = (text) => {
    const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const rows = [[]];
    for (let at = 0; ; ) {
      const [cell, end] = readCell(whole, at);
      rows.at(-1).push(cell.trim());
      if (end >= whole.length) return rows;
      if (whole[end] === "\n") rows.push([]);
      at = end + 1;
    }
  };

  const textOf = (cell) => {
    cell.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
    return cell.textContent.replace(/\u00a0/g, " ").replace(/[ \t]*\n\s*/g, "\n").trim();
  };

  // A table of a web page or of WPS; merged cells give their text once, and blanks elsewhere.
  const parseTable = (html) => {
    const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (!table) return null;
    const grid = [...table.rows].map(() => []);
    [...table.rows].forEach((row, level) => {
      let at = 0;
      for (const cell of row.cells) {
        while (grid[level][at] !== undefined) at += 1;
        const text = textOf(cell);
        for (let down = 0; down < cell.rowSpan && grid[level + down]; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) grid[level + down][at + right] = down || right ? "" : text;
        }
      }
    });
    return grid;
  };

  // The rows on a clipboard, all of one length, blank ones left out at the end; null where there is no text.
  const read = (clipboard) => {
    const text = clipboard.getData("text/plain");
    const rows = text.trim() ? parseText(text) : parseTable(clipboard.getData("text/html"));
    if (!rows) return null;
    while (rows.length && rows.at(-1).every((cell) => !cell)) rows.pop();
    const width = Math.max(0, ...rows.map((row) => row.length));
    return rows.length ? rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? "")) : null;
  };

  const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const write = (rows) => rows.map((row) => row.map(quote).join("\t")).join("\n");

  return { read, write, parseText, parseTable };
})();
