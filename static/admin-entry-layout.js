// What the columns and rows of a pasted block are: its head, its sums, its own lines, and the grid's column of each column.
// Several layouts are tried (as the grid shows it, as the form prints it, without sums, by its head), and the best taken.
const entryLayout = (() => {
  "use strict";
  const HEAD_WORDS = ["类", "款", "项", "科目编码", "小计", "合计", "项目", "金额", "总计", "单位代码", "单位（科目名称）"];
  const SUMS = /^(合计|总计|小计|收入总计|支出总计|收入合计|支出合计|本年收入合计|本年支出合计|总合计)[:：]?$/;

  const narrow = (text) =>
    text.replace(/[\s\u3000]/g, "").replace(/\(/g, "（").replace(/\)/g, "）").replace(/[“”"]/g, "").replace(/\*$/, "");
  const filledCells = (row) => row.filter((cell) => cell !== "");
  const looksLikeAmount = (text) => /\d/.test(text) && entryDecimal.parse(text, "万元").value !== undefined;

  // Takes the head off a block: lines of labels, and the title, department and unit above them.
  const splitHead = (sheet, block) => {
    const labels = new Set(HEAD_WORDS.map(narrow));
    sheet.data.header.flat().forEach((cell) => labels.add(narrow(cell.label)));
    sheet.columns.forEach((column) => labels.add(narrow(column.label)));
    const isHead = (row) => {
      const filled = filledCells(row);
      const known = filled.filter((cell) => labels.has(narrow(cell))).length;
      return known >= 2 && known >= filled.length * 0.6 && !filled.some(looksLikeAmount);
    };
    const last = block.slice(0, 8).findLastIndex(isHead);
    const above = block.slice(0, last + 1);
    const unit = /单位[:：]\s*(万元|元)/.exec(above.flat().join(" "))?.[1] ?? null;
    return { head: above, body: block.slice(last + 1).filter((row) => filledCells(row).length), unit };
  };

  // The columns of the grid under the labels of a block's last head line, where most are known.
  const byLabels = (sheet, head, width) => {
    const keys = Array.from({ length: width }, (_, at) => {
      const labels = head.map((row) => narrow(row[at])).filter(Boolean);
      const found = sheet.columns.filter((column) => narrow(column.label) === labels.at(-1));
      return found.length === 1 ? found[0].key : null;
    });
    const labelled = head.length ? head.at(-1).filter(Boolean).length : 0;
    return keys.filter(Boolean).length >= Math.max(2, labelled * 0.6) ? keys : null;
  };

  const candidates = (sheet, from, width) => {
    const after = sheet.columns.slice(from);
    const keys = (columns) => columns.map((column) => column.key);
    const isSum = (key) => key !== null && sheet.byKey.get(key)?.kind === "computed";
    const printed = sheet.data.printed ?? [];
    const isPrinted = (column) => printed.length === 0 || printed.some((form) => form.includes(column.key));
    const found = [keys(after), keys(after.filter(isPrinted))];
    for (const form of printed) {
      const at = form.indexOf(sheet.columns[from].key);
      if (at > 0) found.push(form.slice(at));
      found.push(form, form.filter((key) => key !== null));
    }
    const whole = [...found, ...found.map((form) => form.filter((key) => !isSum(key)))];
    const once = new Map(whole.map((form) => [form.join(), form]));
    return [...once.values()].map((form) => Array.from({ length: width }, (_, at) => form[at]));
  };

  // How well the texts of one column of a block fit a column of the grid: 1 at best.
  const fit = (sheet, column, texts) => {
    if (!texts.length) return 0.5;
    const tests = {
      code: (text) => /^\d{1,21}$/.test(text),
      choice: (text) => column.choices.some(([key]) => key === sheet.readChoice(column, text)),
    };
    // What nobody types is at best a name that a row has already.
    const known = new Set(column.kind === "fixed" ? sheet.rows.map((row) => narrow(row.values[column.key] ?? "")) : []);
    tests.fixed = (text) => known.has(narrow(text));
    const test = sheet.isAmount(column)
      ? (text) => entryDecimal.parse(text, "万元").value !== undefined
      : tests[column.kind] ?? ((text) => !/^-?[\d,]+\.\d+$/.test(text));
    const share = texts.filter(test).length / texts.length;
    return share === 1 ? 1 : share * 4 - 3;
  };

  // The cells of a row as texts by column of the grid; those of one column are joined.
  const byKey = (keys, row) => {
    const found = {};
    keys.forEach((key, at) => {
      if (key) found[key] = (found[key] ?? "") + row[at];
    });
    return found;
  };

  const fenOf = (text, unit) => entryDecimal.fenOf(entryDecimal.parse(text ?? "", unit).value ?? "");

  // Where the sums that a row prints differ from what it adds up.
  const compare = (sheet, cells, unit) => {
    const amount = (key) => {
      const column = sheet.byKey.get(key);
      const parts = column.kind === "computed" && column.adds;
      return parts ? entryDecimal.add(parts.map(amount)) : fenOf(cells[key], unit);
    };
    return sheet.columns
      .filter((column) => column.kind === "computed" && column.adds && cells[column.key])
      .map((column) => ({ column, given: fenOf(cells[column.key], unit), computed: amount(column.key) ?? 0n }))
      .filter(({ given, computed }) => given !== null && given !== undefined && given !== computed);
  };

  const score = (sheet, keys, body) => {
    let points = 0;
    keys.forEach((key, at) => {
      const texts = filledCells(body.map((row) => row[at]));
      if (key === undefined) points -= texts.length ? 4 : 0;
      else if (key && keys.filter((other) => other === key).length === 1) points += fit(sheet, sheet.byKey.get(key), texts);
      else if (key) points += texts.every((text) => /^\d+$/.test(text)) ? 1 : -3;
      else if (texts.length > body.length / 2) points -= 1;
    });
    const rows = body.map((row) => byKey(keys, row));
    const wrong = rows.filter((cells) => compare(sheet, cells, "万元").length).length;
    return points / keys.length - wrong / Math.max(1, rows.length);
  };

  // The layout of a block pasted at a column: a key of the grid, null (nothing) or undefined (beyond) a column.
  const choose = (sheet, from, head, body) => {
    const width = body[0]?.length ?? 0;
    const labelled = byLabels(sheet, head, width);
    const forms = [...(labelled ? [labelled] : []), ...candidates(sheet, from, width)];
    // A head says more than a guess.
    const points = forms.map((form) => score(sheet, form, body) + (form === labelled ? 1 : 0));
    return forms[points.indexOf(Math.max(...points))];
  };

  // One row of amounts, as wide as the form that sets side by side what are rows here; null for any other block.
  const abreast = (sheet, block) => {
    const row = block.at(-1);
    const above = block.slice(0, -1).flat();
    const isAmount = (text) => entryDecimal.parse(text, "万元").value !== undefined;
    const fits = row.length === sheet.data.abreast?.length && row.some(looksLikeAmount) && row.every(isAmount);
    if (!fits || above.some(looksLikeAmount)) return null;
    return { row, unit: /单位[:：]\s*(万元|元)/.exec(above.join(" "))?.[1] ?? sheet.unit };
  };

  // Why a row is none of the sheet's: "totals" (合计, or a code above other codes), "own" (the department itself).
  const whyLeftOut = (sheet, cells, codes) => {
    const named = sheet.columns.filter((column) => column.key in cells && !sheet.isAmount(column));
    if (!named.length) return null;
    const texts = named.map((column) => narrow(cells[column.key])).filter(Boolean);
    if (!texts.length || texts.some((text) => SUMS.test(text))) return "totals";
    const own = sheet.data.own ?? {};
    const ours = [...(own.codes ?? []), ...(own.names ?? []).map(narrow)];
    if (!sheet.keepsOwn && texts.every((text) => ours.includes(text))) return "own";
    const code = codes.key && cells[codes.key];
    return code && codes.all.some((other) => other !== code && other.startsWith(code)) ? "totals" : null;
  };

  return { splitHead, abreast, choose, byKey, compare, whyLeftOut, fenOf, narrow };
})();
