// Amounts as exact decimal text: what people type or paste, in 元 or 万元, becomes yuan with two places ("6273000.00").
// Sums are whole numbers of fen (BigInt); nothing here is ever a float. A blank is "" and never zero.
const entryDecimal = (() => {
  "use strict";
  const PLACES = { 元: 0, 万元: 4, 万: 4 };
  const BLANKS = new Set(["", "-", "—", "－", "–", "--", "——", "/", "−"]);
  const LARGEST = 10n ** 15n;
  const AMOUNT = /^(-?)((?:\d{1,3}(?:,\d{3})+|\d+)?)(?:\.(\d*))?$/;

  // Full-width digits and signs as a Chinese keyboard gives them; spaces of any width go.
  const narrow = (text) =>
    text
      .replace(/[\s\u00a0\u3000]/g, "")
      .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
      .replace(/[．。]/g, ".")
      .replace(/[，、]/g, ",")
      .replace(/[－−–﹣]/g, "-")
      .replace(/[（]/g, "(")
      .replace(/[）]/g, ")");

  // Splits "¥(1,234.5)万元" into its number and the unit that it names itself.
  const strip = (text, unit) => {
    const named = /^[¥￥]?(.*?)(万元|万|元)?$/.exec(narrow(text));
    const negative = /^\((.+)\)$/.exec(named[1]);
    return { number: negative ? `-${negative[1]}` : named[1], unit: named[2] ?? unit };
  };

  const isBlank = (text) => BLANKS.has(narrow(String(text ?? "")));

  const write = (fen) => {
    const sign = fen < 0n ? "-" : "";
    const digits = (fen < 0n ? -fen : fen).toString().padStart(3, "0");
    return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };

  // What was typed, as {value} in yuan, or {fault}: "malformed", "fine" (smaller than a fen), "large".
  const parse = (text, unit) => {
    if (isBlank(text)) return { value: "" };
    const stripped = strip(String(text), unit);
    const match = AMOUNT.exec(stripped.number);
    if (!match || !(match[2] || match[3])) return { fault: "malformed" };
    const places = PLACES[stripped.unit] + 2;
    const fraction = match[3] ?? "";
    if (/[1-9]/.test(fraction.slice(places))) return { fault: "fine" };
    const digits = match[2].replaceAll(",", "") + fraction.slice(0, places).padEnd(places, "0");
    const fen = BigInt(digits || "0");
    if (fen >= LARGEST) return { fault: "large" };
    return { value: write(match[1] ? -fen : fen) };
  };

  // A stored amount as fen; null for a blank, undefined for a text that is none.
  const fenOf = (value) => {
    if (!value) return null;
    const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(value);
    if (!match) return undefined;
    const fen = BigInt(match[2] + (match[3] ?? "").padEnd(2, "0"));
    return match[1] ? -fen : fen;
  };

  // Adds fen, leaving out blanks and texts; nothing but blanks adds up to a blank.
  const add = (list) => {
    const known = list.filter((fen) => fen !== null && fen !== undefined);
    return known.length ? known.reduce((sum, fen) => sum + fen, 0n) : null;
  };

  const group = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

  // Fen in a unit, exact, with two decimals at the least: "627.30", "0.000001"; `plain` leaves out separators.
  const format = (fen, unit, plain = false) => {
    if (fen === null || fen === undefined) return "";
    const places = PLACES[unit] + 2;
    const digits = (fen < 0n ? -fen : fen).toString().padStart(places + 1, "0");
    const fraction = digits.slice(-places).replace(/0+$/, "").padEnd(2, "0");
    const whole = digits.slice(0, -places);
    return `${fen < 0n ? "-" : ""}${plain ? whole : group(whole)}.${fraction}`;
  };

  return { parse, isBlank, fenOf, write, add, format };
})();
