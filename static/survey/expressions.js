/* Evaluates the tree of an expression as surveys/instruments/expressions/evaluate.py
   does. Both are held to one case file. */

export class Day {
  constructor(number) { this.number = number }
}

const DAY = 86400000;
/* What counts as space, and as a digit, in Python's strings. */
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const ENDS = RegExp(`^${SPACE}|${SPACE}$`, "g"), SPACES = RegExp(SPACE);
export const trimmed = (words) => words.replace(ENDS, "");
const split = (words) => words.split(SPACES).filter((part) => part);

const moment = (day, zone) => {
  const at = new Date(Math.round(day.number * DAY) + zone * 60000);
  const year = at.getUTCFullYear();
  return year > 0 && year < 10000 ? at : null;
};

const dayText = (day, zone) => {
  const at = moment(day, zone);
  if (!at) return "Invalid Date";
  const [date, time] = at.toISOString().slice(0, -1).split("T");
  if (time.startsWith("00:00:00")) return date;
  const ahead = Math.abs(zone), two = (number) => String(number).padStart(2, "0");
  return `${date}T${time}${zone < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
};

/* Days since 1970-01-01, or null where a text is no date. */
const dayNumber = (words, zone) => {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:(Z)|([+-])(\d\d):(\d\d))?)?$/.exec(trimmed(words));
  if (!found) return null;
  const [, year, month, day, hours, minutes, seconds = 0, part = "", z, sign, h, m] = found;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (+year === 0 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== +day) return null;
  const days = at.getTime() / DAY;
  if (hours === undefined) return days - zone / 1440;
  const ahead = z ? 0 : sign ? (sign + 1) * (h * 60 + +m) : zone;
  const since = (hours * 60 + +minutes - ahead) * 60 + +seconds;
  return days + (since * 1000 + +part.padEnd(6, "0").slice(0, 3)) / DAY;
};

export const text = (value, zone = 0) =>
  Array.isArray(value) ? value[0] ?? ""
    : value instanceof Day ? dayText(value, zone)
      : String(value);

export const number = (value, zone = 0) => {
  if (typeof value === "number" || typeof value === "boolean") return +value;
  if (value instanceof Day) return value.number;
  const words = trimmed(text(value, zone));
  if (/^-?(\d+(\.\d*)?|\.\d+)(e-?\d+)?$/.test(words)) return Number(words);
  return dayNumber(words, zone) ?? NaN;
};

export const truth = (value) =>
  value instanceof Day ? !isNaN(value.number)
    : Array.isArray(value) ? value.length > 0
      : !!value;

/* A pattern, compiled by pattern.py: all ways at once, so that none can hang. */
export const matches = (program, words) => {
  const reached = (waiting) => {
    const seen = new Set();
    while (waiting.length) {
      const at = waiting.pop();
      if (seen.has(at)) continue;
      seen.add(at);
      if (program[at] && program[at][0] !== "c") waiting.push(...program[at].slice(1));
    }
    return [...seen].filter((at) => !program[at] || program[at][0] === "c");
  };
  const takes = (at, code) => {
    if (!program[at]) return false;
    const [, negated, ends] = program[at];
    let inside = false;
    for (let i = 0; i < ends.length; i += 2) inside ||= ends[i] <= code && code <= ends[i + 1];
    return inside !== !!negated;
  };
  let places = reached([0]);
  for (const letter of words) {
    places = reached(places.filter((at) => takes(at, letter.codePointAt(0))).map((at) => at + 1));
    if (!places.length) return false;
  }
  return places.includes(program.length);
};

const texts = (found, zone) => found.flatMap((each) => Array.isArray(each) ? each : [text(each, zone)]);
const numbers = (found, zone) =>
  found.flatMap((each) => Array.isArray(each) ? each.map((one) => number(one, zone)) : [number(each, zone)]);
const least = (all) => all.length && !all.some(isNaN) ? all.reduce((a, b) => b < a ? b : a) : NaN;
const total = (all) => all.reduce((a, b) => a + b, 0);
/* Number -0 is written 0, but 1 div -0 would tell. */
const whole = (change) => (found, zone) => change(number(found[0], zone)) + 0;
const halfUp = (value) => Math.floor(value + 0.5);
const sliced = (value) => isNaN(value) ? 0 : Math.trunc(Math.max(-1e9, Math.min(1e9, value)));
const count = (letters) => letters.length;

const round = (found, zone) => {
  const value = number(found[0], zone), decimals = found.length > 1 ? number(found[1], zone) : 0;
  if (isNaN(decimals)) return NaN;
  if (!isFinite(value)) return value;
  const places = Math.trunc(Math.max(-15, Math.min(15, decimals)));
  const scale = Number("1e" + Math.abs(places));
  const scaled = halfUp(places < 0 ? Math.abs(value) / scale : Math.abs(value) * scale);
  const rounded = places < 0 ? scaled * scale : scaled / scale;
  return rounded ? Math.sign(value) * rounded : 0;
};

const power = (one, other) => {
  if (one === 1 || (one === -1 && Math.abs(other) === Infinity)) return 1;
  const raised = one ** other;
  return isFinite(one) && isFinite(other) && Math.abs(raised) === Infinity ? Infinity : raised;
};

const between = ([low, high], counted, zone) => {
  const fewest = number(low, zone), most = number(high, zone);
  return (fewest < 0 || counted >= fewest) && (most < 0 || counted <= most);
};

const date = (value, zone) => {
  if (value instanceof Day) return value;
  if (typeof value === "boolean") return new Day(NaN);
  if (typeof value === "number") return new Day(value);
  const words = text(value, zone);
  return words === "" ? "" : new Day(dayNumber(words, zone) ?? NaN);
};

const formatted = (day, pattern, zone) => {
  const at = day instanceof Day && moment(day, zone);
  if (!at) return "";
  const [year, month, dom] = at.toISOString().slice(0, 10).split("-");
  const [weekday, , name] = at.toUTCString().split(/[ ,]+/);
  const parts = { Y: year, y: year.slice(2), m: month, n: +month, b: name, d: dom, e: +dom, a: weekday };
  return pattern.replace(/%([a-zA-Z])/g, (all, letter) => parts[letter] ?? all);
};

/* On texts: what comes in, as texts. */
const onTexts = (change) => (found, zone) => change(...found.map((each) => text(each, zone)));
const onNumbers = (change) => (found, zone) => change(...found.map((each) => number(each, zone)));

const FUNCTIONS = {
  "true": () => true,
  "false": () => false,
  not: ([value]) => !truth(value),
  boolean: ([value]) => truth(value),
  "boolean-from-string": onTexts((words) => words === "1" || words === "true"),
  coalesce: (found, zone) => found.find((each) => text(each, zone) !== "") ?? "",
  selected: onTexts((ticked, option) => split(ticked).includes(option.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""))),
  "selected-at": ([ticked, place], zone) => {
    const at = number(place, zone);
    return at >= 0 ? split(text(ticked, zone))[Math.trunc(at)] ?? "" : "";
  },
  "count-selected": onTexts((ticked) => count(split(ticked))),
  number: onNumbers((value) => value),
  int: whole(Math.trunc),
  round,
  floor: whole(Math.floor),
  ceiling: whole(Math.ceil),
  abs: onNumbers(Math.abs),
  pow: onNumbers(power),
  sqrt: onNumbers((value) => value >= 0 ? Math.sqrt(value) : NaN),
  min: (found, zone) => least(numbers(found, zone)),
  max: (found, zone) => -least(numbers(found, zone).map((each) => -each)),
  sum: (found, zone) => total(numbers(found, zone)),
  count: (found, zone) => count(texts(found, zone)),
  "count-non-empty": (found, zone) => count(texts(found, zone).filter(trimmed)),
  checklist: (found, zone) => between(found, count(found.slice(2).filter(truth)), zone),
  "weighted-checklist": (found, zone) => {
    const weights = [];
    for (let i = 2; i + 1 < found.length; i += 2) {
      if (truth(found[i])) weights.push(number(found[i + 1], zone));
    }
    return between(found, total(weights), zone);
  },
  string: onTexts((words) => words),
  concat: (found, zone) => texts(found, zone).join(""),
  join: ([sign, ...rest], zone) => texts(rest, zone).join(text(sign, zone)),
  contains: onTexts((words, part) => words.includes(part)),
  "starts-with": onTexts((words, part) => words.startsWith(part)),
  "ends-with": onTexts((words, part) => words.endsWith(part)),
  substring: ([words, from, length], zone) => {
    const start = halfUp(number(from, zone));
    const end = length === undefined ? Infinity : start + halfUp(number(length, zone));
    return [...text(words, zone)].filter((_letter, i) => start <= i + 1 && i + 1 < end).join("");
  },
  substr: ([words, ...ends], zone) =>
    [...text(words, zone)].slice(...ends.map((each) => sliced(number(each, zone)))).join(""),
  "substring-before": onTexts((words, part) => words.slice(0, Math.max(0, words.indexOf(part)))),
  "substring-after": onTexts((words, part) => words.includes(part) ? words.slice(words.indexOf(part) + part.length) : ""),
  "string-length": onTexts((words) => count([...words])),
  "normalize-space": onTexts((words) => split(words).join(" ")),
  translate: onTexts((words, old, fresh) => {
    const to = [...fresh], change = new Map([...old].map((letter, i) => [letter, to[i] ?? ""]).reverse());
    return [...words].map((letter) => change.get(letter) ?? letter).join("");
  }),
  date: ([value], zone) => date(value, zone),
  "format-date": ([value, pattern], zone) => formatted(date(value, zone), text(pattern, zone), zone),
  "decimal-date-time": ([value], zone) => date(value, zone).number ?? NaN,
  "+": onNumbers((one, other) => one + other),
  "-": onNumbers((one, other) => one - other),
  "*": onNumbers((one, other) => one * other),
  div: onNumbers((one, other) => one / other),
  mod: onNumbers((one, other) => one % other),
  neg: onNumbers((one) => -one),
};

const COMPARED = {
  "=": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

const compare = (name, both, zone) => {
  const test = COMPARED[name];
  if (name === "=" || name === "!=") {
    if (both.some((each) => typeof each === "boolean")) return test(...both.map(truth));
    if (!both.some((each) => typeof each === "number" || each instanceof Day)) {
      return test(...both.map((each) => text(each, zone)));
    }
  }
  return test(...both.map((each) => number(each, zone)));
};

const SPECIAL = {
  item: ([, key], scope) => scope.answers[key] ?? "",
  every: ([, key], scope) =>
    (scope.rounds?.[key] ?? [key]).filter((each) => each in scope.answers).map((each) => scope.answers[each]),
  self: (_tree, scope) => scope.own ?? "",
  attr: ([, name], scope) => scope.attributes?.[name] ?? "",
  position: () => 1,
  today: (_tree, scope) => new Day((scope.today ?? 0) - (scope.zone ?? 0) / 1440),
  regex: ([, words, program], scope) => matches(program, text(evaluate(words, scope), scope.zone ?? 0)),
  and: ([, one, other], scope) => holds(one, scope) && holds(other, scope),
  or: ([, one, other], scope) => holds(one, scope) || holds(other, scope),
  if: ([, test, one, other], scope) => evaluate(holds(test, scope) ? one : other, scope),
};

/* What a tree comes to. `scope` is {answers, rounds, own, attributes, today, zone}. */
export function evaluate(tree, scope) {
  if (!Array.isArray(tree)) return tree;
  const [name, ...parts] = tree, zone = scope.zone ?? 0;
  if (name in SPECIAL) return SPECIAL[name](tree, scope);
  const found = parts.map((each) => evaluate(each, scope));
  return name in COMPARED ? compare(name, found, zone) : FUNCTIONS[name](found, zone);
}

export function holds(tree, scope) {
  return tree === undefined || tree === null || truth(evaluate(tree, scope));
}
