/* Asks one question at a time from one download, without the network until Send.

   The form is the same as without scripts, with all questions in it: most are hidden.
   Should anything here fail, all are shown again, and the form works by itself. */

import { follow, offered, opened, problem } from "./engine.js";
import { controls, empty, inWords, read } from "./sheet.js";
import { Sending } from "./sending.js";

const CHECK = "";
const language = () => document.documentElement.lang;
const main = () => document.querySelector("main");

/* A page as it stands, to put it back later. */
const pageNow = () => {
  const { lang, dir } = document.documentElement;
  return { nodes: [...document.body.childNodes], title: document.title, lang, dir };
};

const putBack = ({ nodes, title, lang, dir }) => {
  document.body.replaceChildren(...nodes);
  document.title = title;
  Object.assign(document.documentElement, { lang, dir });
};

/* Begin with the page that has all questions, once it is here (null: the network is
   gone); the way back leads to this page. */
export async function begin(form, asked) {
  const page = await asked;
  if (form.walk) return form.walk.again();
  const offline = document.getElementById("offline");
  offline.hidden = page !== null;
  if (page === null) {
    offline.focus();
    return;
  }
  const home = pageNow();
  adopt(page);
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  form.walk = new Walk(sheet, home);
  form.walk.start();
}

/* Put another page in the place of this one. */
export function adopt(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const { lang, dir } = page.documentElement;
  const nodes = [...page.body.childNodes].map((node) => document.adoptNode(node));
  putBack({ nodes, title: page.title, lang, dir });
}

const element = (name, attributes = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...inside);
  return made;
};

/* Words that may be in another language than the page run as they do. */
const own = (words) => element("bdi", {}, words);

/* No link but "Leave quickly" may take the page away, with all that was typed. */
const stay = () => {
  document.querySelectorAll("header a, .band a:not(.leave), footer a").forEach((link) => {
    Object.assign(link, { target: "_blank", rel: "noopener" });
  });
};

class Walk {
  constructor(form, home) {
    this.home = home;
    this.heard = (event) => this.back(event);
    addEventListener("popstate", this.heard);
    for (const mishap of ["error", "unhandledrejection"]) addEventListener(mishap, () => this.fail());
    this.wear(form);
  }

  /* Take on a form: at first, and whenever the server gave a new one back. */
  wear(form) {
    this.form = form;
    this.failed = false;
    stay();
    document.querySelector("a.leave").addEventListener("click", () => this.wipe());
    this.outline = opened(JSON.parse(document.getElementById("outline").textContent));
    this.words = this.outline.words;
    this.sections = new Map([...form.querySelectorAll("section")].map((each) => [each.dataset.key, each]));
    this.title = document.title.replace(/.* · /, "");
    this.sending = new Sending(this);
    form.querySelector("h1").className = "sr";
    form.querySelectorAll(".lead, [data-only], [data-numbered]").forEach((each) => { each.hidden = true });
    this.progress = element("p", { className: "stepline" });
    this.progress.setAttribute("role", "status");
    form.prepend(this.progress);
    this.check = element("section");
    this.check.dataset.key = CHECK;
    this.actions = form.querySelector(".actions");
    this.actions.before(this.check);
    this.send = this.actions.firstElementChild;
    this.receipt = form.querySelector("#receipt");
    this.buttons = ["next", "skip", "back"].map((name) => {
      const kind = { skip: "quiet", back: "textual" }[name] ?? "";
      return element("button", { type: "button", className: kind, value: name, onclick: () => this.press(name) }, this.words[name]);
    });
    this.actions.append(...this.buttons);
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("keydown", (event) => this.enter(event));
    this.bring();
  }

  start() {
    const bad = this.form.querySelector("section .error")?.closest("section");
    const told = main().querySelector(".summary");
    const { asked } = this.now();
    this.go(bad ? bad.dataset.key : told ? CHECK : this.pages(asked)[0] ?? CHECK, { returning: Boolean(bad) });
    if (told) told.focus();
  }

  /* Bring what the first question can do without: nobody waits for it. */
  async bring() {
    this.sending.bring();
    const ranking = await import("./ranking.js").catch(() => undefined);
    if (ranking) this.sections.forEach((section) => ranking.rankable(section));
  }

  /* Show the walk again, after the way back led to the first page. */
  again() {
    this.go(this.key, { returning: this.returning });
  }

  now() {
    const answers = read(this.outline, this.form);
    return { answers, ...follow(this.outline, answers) };
  }

  pages(asked) {
    return asked.filter((key) => this.sections.has(key));
  }

  questions(asked) {
    return this.pages(asked).filter((key) => this.outline.items[key].kind !== "note");
  }

  go(key, { returning = false } = {}) {
    history.pushState({ key, returning }, "");
    this.show(key, returning);
  }

  /* The way back, of the page or of the phone, leads one page back. */
  back({ state }) {
    if (this.sent || this.failed) return;
    if (state?.key === undefined) {
      this.kept = pageNow();
      putBack(this.home);
      return;
    }
    this.show(state.key, state.returning);
  }

  show(key, returning) {
    if (!this.form.isConnected) putBack(this.kept);
    const { answers, asked, scope } = this.now();
    const pages = this.pages(asked);
    const at = key === CHECK || pages.includes(key) ? key : this.after(key, asked);
    Object.assign(this, { key: at, returning });
    this.sections.forEach((section, each) => { section.hidden = each !== at });
    this.check.hidden = at !== CHECK;
    this.send.hidden = at !== CHECK;
    if (this.receipt) this.receipt.hidden = at !== CHECK;
    if (at === CHECK) this.list(answers, asked, scope);
    else {
      this.sending.pause();
      this.prepare(at, answers, scope);
    }
    // The numbers are those on paper: a question that is left out keeps its own.
    const numbered = this.questions(this.outline.keys);
    this.tell(numbered.indexOf(at) + 1, numbered.length);
    this.offer(at, pages);
    this.focus(at === CHECK ? this.check : this.sections.get(at));
  }

  tell(place, total) {
    const said = this.words.progress.replace("%(number)s", place).replace("%(total)s", total);
    this.progress.hidden = !place;
    this.progress.replaceChildren(element("span", {}, said), element("progress", { value: place, max: total, ariaHidden: "true" }));
    document.title = `${place ? said : this.form.querySelector("h1").textContent} · ${this.title}`;
  }

  offer(at, pages) {
    const [next, skip, back] = this.buttons, item = this.outline.items[at];
    next.hidden = at === CHECK;
    skip.hidden = at === CHECK || item.kind === "note" || Boolean(item.required);
    back.hidden = at === CHECK || pages[0] === at;
  }

  focus(section) {
    const heading = section.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  }

  /* Fill in what earlier answers decide: names, and the options that fit. */
  prepare(key, answers, scope) {
    const section = this.sections.get(key), item = this.outline.items[key];
    this.fill(section, answers, scope);
    if (item.filter === undefined) return;
    const fit = offered(item, scope);
    for (const control of controls(section)) {
      const row = control.closest(".choice, .ranked");
      row.hidden = !fit.includes(item.kind === "rank" ? control.name.split("~")[1] : control.value);
      if (row.hidden) empty(row);
    }
  }

  fill(place, answers, scope) {
    for (const each of place.querySelectorAll("[data-of]")) {
      each.textContent = this.inShort(each.dataset.of, answers, scope) || "…";
    }
  }

  inShort(key, answers, scope) {
    const item = this.outline.items[key];
    if (!(key in scope.answers)) return "";
    if (item.kind === "calculate") return scope.answers[key];
    const said = inWords(this.sections.get(key), item, answers[key], language());
    return new Intl.ListFormat(language()).format(said);
  }

  /* List all answers once more. */
  list(answers, asked, scope) {
    const rows = this.questions(asked).flatMap((key) => {
      const section = this.sections.get(key), item = this.outline.items[key];
      this.fill(section, answers, scope);
      const heading = section.querySelector("h2").cloneNode(true), label = heading.textContent.trim();
      const said = inWords(section, item, answers[key], language());
      const change = element("button", { type: "button", className: "textual", onclick: () => this.go(key, { returning: true }) },
        this.words.change, element("span", { className: "sr" }, `: ${label}`));
      return [element("dt", {}, ...heading.childNodes), element("dd", {}, ...this.said(item, said), change)];
    });
    this.check.replaceChildren(
      element("h2", {}, this.words.check), element("p", {}, this.words.unsent), element("dl", {}, ...rows));
  }

  said(item, words) {
    if (!words.length) return [element("span", { className: "meta" }, this.words.nothing), element("br")];
    if (item.kind === "rank") return [element("ol", {}, ...words.map((each) => element("li", {}, own(each))))];
    return words.flatMap((each) => [own(each), element("br")]);
  }

  press(name) {
    if (name === "back") {
      history.back();
      return;
    }
    const section = this.sections.get(this.key);
    if (name === "skip") empty(section);
    const { answers, asked, scope } = this.now(), item = this.outline.items[this.key];
    const wrong = item.kind === "note" ? null : problem(item, answers, scope);
    this.complain(section, item, wrong, answers, scope);
    if (!wrong) this.go(this.returning ? CHECK : this.after(this.key, asked));
  }

  after(key, asked) {
    const order = this.outline.keys, pages = this.pages(asked);
    return order.slice(order.indexOf(key) + 1).find((each) => pages.includes(each)) ?? CHECK;
  }

  /* Say what is wrong beside the question, and go there; or take it back. */
  complain(section, item, wrong, answers, scope) {
    main().querySelector(".summary")?.remove();
    section.querySelector(".error")?.remove();
    const field = section.querySelector(".field"), id = `q-${item.key}-error`;
    const target = field?.tagName === "FIELDSET" ? field : controls(section)[0];
    if (!target) return;
    const others = (target.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
    const described = wrong ? [...others, id] : others;
    if (described.length) target.setAttribute("aria-describedby", described.join(" "));
    else target.removeAttribute("aria-describedby");
    controls(section).forEach((each) => each.removeAttribute("aria-invalid"));
    if (!wrong) return;
    const error = element("p", { className: "error", id });
    error.setAttribute("role", "alert");
    error.innerHTML = this.words.problems[item.key]?.[wrong] ?? this.words.problems[CHECK][wrong] ?? this.words.problems[CHECK].unknown;
    this.fill(error, answers, scope);
    const spot = field.querySelector(".hint, .choice, .parts, .points, .ranked, input, textarea");
    spot.before(error);
    const first = controls(section).find((each) => !each.closest("[hidden]"));
    if (target !== field) first.setAttribute("aria-invalid", "true");
    first.focus();
  }

  /* Enter in a line of text goes on, as it would on a page of its own. */
  enter(event) {
    if (this.failed || event.key !== "Enter" || event.target.tagName !== "INPUT" || this.key === CHECK) return;
    event.preventDefault();
    this.press("next");
  }

  /* Show the form as it works without scripts. */
  fail() {
    this.failed = true;
    this.sections.forEach((section) => { section.hidden = false });
    this.buttons.forEach((button) => button.remove());
    this.check.remove();
    this.progress.remove();
    this.send.hidden = false;
    if (this.receipt) this.receipt.hidden = false;
  }

  submit(event) {
    if (this.failed) return;
    const wish = event.submitter?.value;
    event.preventDefault();
    if (wish === "stay") this.sending.ask(event.submitter);
    else if (this.key === CHECK) this.deliver();
    else this.press("next");
  }

  /* Send, once every answer stands. */
  deliver() {
    const { answers, asked, scope } = this.now();
    const bad = this.questions(asked).find((key) => problem(this.outline.items[key], answers, scope));
    if (bad === undefined) return this.sending.send();
    this.go(bad, { returning: true });
    const item = this.outline.items[bad];
    this.complain(this.sections.get(bad), item, problem(item, answers, scope), answers, scope);
  }

  /* Take on the page that the server gave: the form once more, or the receipt. */
  take(html) {
    adopt(html);
    const form = document.getElementById("sheet");
    if (form && document.getElementById("outline")) {
      this.wear(form);
      return true;
    }
    this.sent = true;
    removeEventListener("popstate", this.heard);
    main().focus();
    scrollTo(0, 0);
    return false;
  }

  /* Leave nothing of it behind. */
  wipe() {
    this.sent = true;
    this.sending.leave();
    this.form.remove();
    main().replaceChildren();
  }
}
