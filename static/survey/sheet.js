/* Reads answers from the controls of a page as surveys/waves/sheet.py does, and says
   them in the words that stand beside the controls. */

import { isEmpty } from "./engine.js";
import { trimmed } from "./expressions.js";

const DIGIT = /\p{Nd}/u;

/* Digits of any script as 0 to 9: they stand in Unicode ten by ten. */
const plain = (words) => words.replace(/\p{Nd}/gu, (digit) => {
  const code = digit.codePointAt(0);
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
});

const clean = (typed) =>
  trimmed((typed ?? "").replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, ""));

const asNumber = (item, typed) => {
  const form = item.kind === "integer"
    ? /^[+-]?\p{Nd}{1,9}$/u
    : /^[+-]?\p{Nd}{1,9}([.,٫]\p{Nd}{1,9})?$/u;
  return form.test(typed) ? Number(plain(typed).replace(/[,٫]/, ".")) : typed;
};

const asDate = (item, part) => {
  const names = ["year", "month", "day"].slice(0, { year: 1, month: 2 }[item.precision] ?? 3);
  const typed = names.map((name) => clean(part(name)));
  if (!typed.some(Boolean)) return "";
  return typed
    .map((each, i) => /^\p{Nd}{1,4}$/u.test(each) ? String(+plain(each)).padStart(i ? 2 : 0, "0") : each)
    .join("-");
};

const asRanking = (item, part) => {
  const places = item.options
    .map(({ key }) => [key, clean(part(key))])
    .filter(([, place]) => place);
  const sorted = [...places].sort(([, one], [, other]) => one - other);
  return sorted.every(([, place], i) => +place === i + 1)
    ? sorted.map(([key]) => key)
    : places.map(([key, place]) => `${key}:${place}`).join(" ");
};

const valueOf = (item, sent) => {
  const raw = sent.getAll(`q.${item.key}`), part = (name) => sent.get(`q.${item.key}~${name}`);
  if (item.kind === "select_multiple") return item.options.map(({ key }) => key).filter((key) => raw.includes(key));
  if (item.kind === "rank") return asRanking(item, part);
  if (item.kind === "date") return asDate(item, part);
  const typed = clean(raw[0]);
  return item.kind === "integer" || item.kind === "decimal" ? asNumber(item, typed) : typed;
};

/* Return the answers in a form, by key. */
export function read(outline, form) {
  const sent = new FormData(form), answers = {};
  for (const item of Object.values(outline.items)) {
    const value = valueOf(item, sent);
    if (!isEmpty(value)) answers[item.key] = value;
  }
  return answers;
}

/* Return the controls of one question. */
export const controls = (section) => [...section.querySelectorAll("input, select, textarea")];

/* Empty the controls of one question. */
export function empty(section) {
  for (const control of controls(section)) {
    if (control.type === "radio" || control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
}

const optionWords = (section, item, key) => {
  const name = item.kind === "rank" ? `q.${item.key}~${key}` : `q.${item.key}`;
  const found = controls(section).find((each) => each.name === name && (item.kind === "rank" || each.value === key));
  return found ? found.labels[0].textContent.trim() : key;
};

const dateWords = (value, language) => {
  const parts = value.split("-").map(Number);
  const form = [{ year: "numeric" }, { year: "numeric", month: "long" }, { dateStyle: "long" }][parts.length - 1];
  const at = new Date(Date.UTC(parts[0], (parts[1] ?? 1) - 1, parts[2] ?? 1));
  return new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" }).format(at);
};

/* Return an answer as the reader knows it: a list of words, empty where there is none. */
export function inWords(section, item, value, language) {
  if (isEmpty(value)) return [];
  if (item.options) return [value].flat().map((key) => optionWords(section, item, key));
  if (item.kind === "acknowledge") return [controls(section)[0].labels[0].textContent.trim()];
  const here = `${language === "en" ? "en-GB" : language}-u-nu-latn`;
  if (typeof value === "number") {
    return [new Intl.NumberFormat(here, { useGrouping: false, maximumFractionDigits: 9 }).format(value)];
  }
  return [item.kind === "date" && /^\d{4}(-\d\d){0,2}$/.test(value) ? dateWords(value, here) : value];
}
