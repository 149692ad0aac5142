// The value of an indicator in its parts, shown as it is typed: "≥95%" is ≥, 95 and %. The server splits it for good.
const entryMeasure = (() => {
  "use strict";
  const SIGNS = { "≥": "≥", ">=": "≥", "＞=": "≥", "＞＝": "≥", "≧": "≥", "≤": "≤", "<=": "≤", "＜=": "≤", "＜＝": "≤", "≦": "≤" };
  Object.assign(SIGNS, { ">": "＞", "＞": "＞", "<": "＜", "＜": "＜", "=": "=", "＝": "=" });
  const WORDS = { 大于等于: "≥", 大于或等于: "≥", 不低于: "≥", 不少于: "≥", 不小于: "≥", 至少: "≥", 小于等于: "≤", 小于或等于: "≤" };
  Object.assign(WORDS, { 不超过: "≤", 不高于: "≤", 不大于: "≤", 不多于: "≤", 控制在: "≤", 大于: "＞", 高于: "＞", 超过: "＞" });
  Object.assign(WORDS, { 小于: "＜", 低于: "＜", 少于: "＜", 等于: "=" });
  const ENDINGS = { 及以上: "≥", 以上: "≥", 及以下: "≤", 以下: "≤", 以内: "≤", 之内: "≤" };
  const BOUNDS = { ...SIGNS, ...WORDS };
  const NUMBER = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d{1,4})?";
  const any = (words) => Object.keys(words).join("|");
  const MEASURE = new RegExp(`^(${any(BOUNDS)})?\\s*(${NUMBER})\\s*([^\\d\\s]{0,20}?)(${any(ENDINGS)})?$`);
  const UNITS = { 百分比: "%" };

  // {sign, number, unit}; null for a word such as 规范, and for anything that is no single bound.
  const split = (text) => {
    const match = MEASURE.exec(text.trim());
    if (!match) return null;
    const [, sign, number, unit, ending] = match;
    const bounded = ending && (!sign || sign === "控制在") ? ENDINGS[ending] : BOUNDS[sign ?? "="];
    return { sign: bounded, number: number.replaceAll(",", ""), unit: UNITS[unit] ?? unit };
  };

  return { split };
})();
