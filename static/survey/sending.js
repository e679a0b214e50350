/* Sends a form, and says plainly where it could not. Nothing typed is ever lost. */

const PATIENCE = 30000;

export class Sending {
  constructor(walk) {
    this.walk = walk;
    this.form = walk.form;
    this.notice = document.getElementById("unsent");
    this.tick = document.getElementById("later");
    this.sealing = walk.outline.seal;
    this.turn = Promise.resolve();
    this.tick.addEventListener("change", () => this.inTurn(() => this.wish()));
    this.online = () => this.deliver();
  }

  /* What touches the phone's storage, one after the other: the last word holds. */
  inTurn(act) {
    this.turn = this.turn.then(act, act);
    return this.turn;
  }

  /* Bring what can wait on this phone, while there is a network; offer it from then on. */
  async bring() {
    const both = ["later", "waiting"].map((name) => import(`./${name}.js`));
    this.later ??= await Promise.all(both).then(([later]) => later).catch(() => undefined);
    this.tick.closest("fieldset").hidden = !(this.later?.possible() && this.sealing);
  }

  fields(step) {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set("step", step);
    return fields;
  }

  /* Post the form; null where no answer of this site came back. */
  async post(step, address) {
    const patience = new AbortController(); // AbortSignal.timeout is too new for old phones
    const over = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const reply = await fetch(address, { method: "POST", body: this.fields(step), signal: patience.signal });
      const page = await reply.text();
      return /id="(sheet|thanks|start)"/.test(page) ? page : null;
    } catch {
      return null;
    } finally {
      clearTimeout(over);
    }
  }

  /* The same form in another language. */
  async ask(button) {
    const { key, returning } = this.walk;
    const page = await this.post("stay", button.formAction);
    if (page === null) return this.tell("unsent");
    this.walk.take(page);
    return this.walk.show(key, returning);
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    const page = await this.post("send", this.form.action);
    this.busy = false;
    if (page === null) {
      this.tell("unsent");
      return;
    }
    await this.inTurn(() => this.forget());
    if (this.walk.take(page)) this.walk.start();
  }

  tell(became) {
    this.bring();
    this.notice.hidden = false;
    this.notice.querySelectorAll("[data-if]").forEach((each) => { each.hidden = each.dataset.if !== became });
    this.notice.focus();
  }

  /* Keep the answers locked on this phone until it is connected, or no longer. */
  async wish() {
    if (!this.tick.checked === !this.waiting) return; // taken back meanwhile
    if (!this.tick.checked) {
      await this.forget();
      this.tell("unsent");
      return;
    }
    const id = await this.later.nameOf(this.form.elements.token.value);
    try {
      this.waiting = await this.later.keep(id, this.sealing.url, this.sealing.key, [...this.fields("send")]);
    } catch {
      await this.later.drop(id).catch(() => {});
      this.tick.checked = false;
      this.tell("impossible");
      return;
    }
    if (this.left) return this.leave();
    addEventListener("online", this.online);
    setTimeout(this.online, this.waiting.until - Date.now()); // too old by then: dropped
    if (this.tick.checked) this.tell("waits");
  }

  /* What waits would be older than what is typed now: it does not wait any more. */
  pause() {
    this.notice.hidden = true;
    if (!this.tick.checked) return;
    this.tick.checked = false;
    this.inTurn(() => this.forget());
  }

  /* Leave quickly: what waits is deleted now, whether or not the server hears of it. */
  leave() {
    this.left = true;
    removeEventListener("online", this.online);
    this.waiting = null;
    if ("indexedDB" in window) indexedDB.deleteDatabase("waiting");
  }

  async forget() {
    const { waiting } = this;
    removeEventListener("online", this.online);
    this.waiting = null;
    if (waiting) await this.later.drop(waiting.id).catch(() => {});
  }

  async deliver() {
    const { waiting } = this;
    if (!waiting || this.delivering) return;
    this.delivering = true;
    const became = await this.later.deliver(waiting);
    this.delivering = false;
    if (became === "waits" || this.waiting !== waiting) return; // or sent otherwise
    this.waiting = null;
    if (became !== "sent") {
      this.tick.checked = false;
      this.tell(became === "dropped" ? "unsent" : became);
      return;
    }
    const page = await fetch(this.sealing.thanks).then((reply) => reply.text()).catch(() => null);
    if (page) this.walk.take(page);
    else this.tell("sent");
  }
}
