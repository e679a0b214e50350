/* What is asked and what is wrong, as surveys/instruments/questionnaire.py and
   judging.py say it, on the outline that surveys/instruments/outline.py makes. */

import { Day, evaluate, holds, text } from "./expressions.js";

const EARLIEST = 1800, LATEST = 2200, LONGEST_TEXT = 2000, LONGEST_SHORT = 40;

export const isEmpty = (value) => value === undefined || value === null || value.length === 0;

/* An answer as expressions see it: several options in the order shown. */
const answerText = (item, value) => {
  if (!Array.isArray(value)) return String(value);
  if (item.kind === "rank") return value.join(" ");
  return item.options.map((option) => option.key).filter((key) => value.includes(key)).join(" ");
};

/* What expressions see of an answer is never longer than one that stands, so that no
   pattern has more to do than was reckoned. */
const longest = ({ kind, maximum, options = [] }) =>
  kind === "calculate" ? LONGEST_TEXT
    : kind === "text" ? Math.max(0, Math.trunc(maximum ?? LONGEST_TEXT))
      : options.reduce((total, option) => total + option.key.length + 1, LONGEST_SHORT);
const cut = (words, most) => words.length > most ? [...words].slice(0, most).join("") : words;

/* What an expression came to as it is kept; nothing where it is none, and no longer
   than an answer may be. */
const kept = (value) => {
  const words = text(value);
  if (value instanceof Day) return words === "Invalid Date" ? "" : words;
  if (typeof value === "number" && !isFinite(value)) return "";
  return cut(words, LONGEST_TEXT);
};

/* Return an outline as it is used below: with its items by key, and the keys in order. */
export function opened(outline) {
  const items = Object.fromEntries(outline.items.map((item) => [item.key, item]));
  return { ...outline, items, keys: outline.items.map((item) => item.key) };
}

/* Return the keys of the items asked, in order, and what expressions can see. */
export function follow(outline, answers) {
  const said = Object.create(null);
  const scope = { answers: said, rounds: outline.rounds, today: outline.today };
  const asked = new Set();
  for (const key of outline.order) {
    const item = outline.items[key];
    if (!holds(item.condition, scope)) continue;
    asked.add(key);
    const value = item.calculation === undefined ? answers[key] : kept(evaluate(item.calculation, scope));
    if (!isEmpty(value)) said[key] = cut(answerText(item, value), longest(item));
  }
  return { asked: outline.keys.filter((key) => asked.has(key)), scope };
}

/* Return the keys of the options that an item offers beside other answers. */
export function offered(item, scope) {
  return item.options
    .filter((option) => holds(item.filter, { ...scope, attributes: { name: option.key, ...option.attributes } }))
    .map((option) => option.key);
}

/* Return the code of what is wrong with the answer to one item, or null. */
export function problem(item, answers, scope) {
  const value = answers[item.key];
  if (isEmpty(value)) return item.required ? "missing" : null;
  const wrong = judged(item, value);
  if (wrong) return wrong;
  if (item.filter !== undefined) {
    const keys = offered(item, scope);
    if (![value].flat().every((key) => keys.includes(key))) return "not_an_option";
  }
  return holds(item.constraint, { ...scope, own: answerText(item, value) }) ? null : "not_right";
}

function judged(item, value) {
  const keys = (item.options ?? []).map((option) => option.key);
  switch (item.kind) {
    case "select_one":
    case "scale":
      return keys.includes(value) ? null : "not_an_option";
    case "select_multiple":
      return several(item, value, keys);
    case "rank":
      return ranked(item, value, keys);
    case "integer":
      return Number.isInteger(value) ? within(item, value) : "not_a_number";
    case "decimal":
      return Number.isFinite(value) ? within(item, value) : "not_a_number";
    case "date":
      return isDate(item, value) ? null : "not_a_date";
    case "text":
      if (typeof value !== "string") return "not_a_text";
      return [...value].length > (item.maximum ?? LONGEST_TEXT) ? "too_long" : null;
    case "acknowledge":
      return value === "yes" ? null : "not_an_option";
    default:
      return "not_asked";
  }
}

const standsAlone = (item, value) =>
  item.options.some((option) => option.alone && value.includes(option.key));

function several(item, value, keys) {
  if (!Array.isArray(value) || new Set(value).size !== value.length) return "not_an_option";
  if (!value.every((key) => keys.includes(key))) return "not_an_option";
  if (value.length > 1 && standsAlone(item, value)) return "not_alone";
  return item.at_most && value.length > item.at_most ? "too_many" : null;
}

function ranked(item, value, keys) {
  if (!Array.isArray(value)) return "not_ranked";
  const wrong = several(item, value, keys);
  if (wrong || standsAlone(item, value)) return wrong;
  const wanted = item.at_most || item.options.filter((option) => !option.alone).length;
  return value.length < wanted ? "not_ranked" : null;
}

function within(item, value) {
  if (item.minimum !== undefined && value < item.minimum) return "too_small";
  return item.maximum !== undefined && value > item.maximum ? "too_large" : null;
}

function isDate(item, value) {
  const parts = { year: 1, month: 2 }[item.precision] ?? 3;
  const form = ["\\d{4}", "\\d{2}", "\\d{2}"].slice(0, parts).join("-");
  if (typeof value !== "string" || !RegExp(`^${form}$`).test(value)) return false;
  const [year, month = 1, day = 1] = value.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return EARLIEST <= year && year <= LATEST && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
