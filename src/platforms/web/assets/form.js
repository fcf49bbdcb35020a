// A native form: built from its view, and changed in place when it comes back (fields that now apply, errors), so that
// nobody loses what they typed or where they were.

import { Refused, send } from "./api.js";
import { h, unseen } from "./dom.js";
import { FileList } from "./files.js";
import { notice, plain, required, words } from "./render.js";
import { t } from "./texts.js";

/** Options up to which all are shown at once. */
const FEW = 7;
/** Lines that a long text shows. */
const ROWS = 4;
/** Input types that a field may ask for by its hint. */
const TYPES = ["email", "tel", "url"];

let counter = 0;
const forms = new WeakMap();

/** The block of a form view. */
export function formBlock(view, acts) {
  return new NativeForm(view, acts).element;
}

/** The form that an element holds. */
export function formIn(element) {
  const form = element.querySelector("form.native");
  return form ? forms.get(form) : undefined;
}

/** The draft that a message's form is for. */
export function draftOf(message) {
  return message.blocks.find((block) => block.block === "form")?.purpose.draft;
}

export class NativeForm {
  constructor(view, acts) {
    this.prefix = `f${(counter += 1)}`;
    this.acts = acts;
    this.draft = view.purpose.draft;
    this.fields = new Map();
    this.busy = false;
    this.heading = h("h3", { tabindex: "-1" });
    this.intro = h("div", { class: "intro" });
    this.error = h("div", { class: "form-error", role: "alert" });
    this.main = h("div", { class: "fields" });
    this.more = h("div", { class: "fields" });
    this.moreBox = h("details", { class: "more" }, h("summary", {}, t("form-more")), this.more);
    this.notices = h("div", { class: "notices", "aria-live": "polite" });
    this.submit = h("button", { type: "submit", class: "primary" });
    this.cancel = h("button", { type: "button", class: "quiet", onclick: (event) => this.drop(event) });
    this.state = h("p", { class: "form-state", role: "status" });
    this.element = h(
      "form",
      { class: "native", novalidate: true, onsubmit: (event) => this.sent(event), onchange: (event) => this.changed(event), oninput: () => this.keep() },
      this.heading,
      this.intro,
      this.error,
      this.main,
      this.moreBox,
      this.notices,
      h("div", { class: "buttons" }, this.submit, this.cancel),
      this.state,
    );
    forms.set(this.element, this);
    this.show(view);
    this.restore();
  }

  get storageKey() {
    return `ticketlotse.form.${this.draft}`;
  }

  /** Shows a view: the first, or a later one in place. */
  show(view) {
    this.view = view;
    this.heading.replaceChildren(...words(view.title));
    this.intro.replaceChildren();
    if (view.intro) this.intro.append(h("p", { class: "words" }, words(view.intro)));
    this.error.replaceChildren(...(view.error ? [notice("refusal", view.error)] : []));
    this.notices.replaceChildren(...view.notices.map(([tone, text]) => notice(tone, text)));
    this.submit.replaceChildren(...words(view.submit));
    this.cancel.replaceChildren(...words(view.cancel));
    this.arrange(view.fields);
    // Only sending is answered with an error; a view without one may belong to a change made just before.
    if (this.busy && !view.error) return;
    const first = view.fields.find((field) => field.error);
    if (first?.more) this.moreBox.open = true;
    if (first && this.busy) this.fields.get(first.id).focus();
    this.rest();
  }

  /** Nothing is being sent any more. */
  rest() {
    this.busy = false;
    this.element.removeAttribute("aria-busy");
    this.submit.removeAttribute("aria-disabled");
    this.state.textContent = "";
  }

  /** Puts the fields in order; one that was there stays the same element, so that focus and typed text stay. */
  arrange(views) {
    const known = new Set(views.map((view) => view.id));
    for (const [id, field] of this.fields) {
      if (known.has(id)) continue;
      field.element.remove();
      this.fields.delete(id);
    }
    const places = new Map([[this.main, null], [this.more, null]]);
    for (const view of views) {
      let field = this.fields.get(view.id);
      if (field && field.kind !== view.input.input) {
        field.element.remove();
        field = undefined;
      }
      if (field) field.update(view);
      else {
        field = new Field(`${this.prefix}-${view.id}`, view, this);
        this.fields.set(view.id, field);
      }
      const parent = view.more ? this.more : this.main;
      const before = places.get(parent);
      const next = before ? before.nextSibling : parent.firstChild;
      // Moving an element takes the focus from it: only what is elsewhere is moved.
      if (next !== field.element) parent.insertBefore(field.element, next);
      places.set(parent, field.element);
    }
    this.moreBox.hidden = !views.some((view) => view.more);
  }

  values() {
    const values = {};
    const files = {};
    for (const [id, field] of this.fields) {
      if (field.kind === "files") files[id] = field.files.ids();
      else if (field.kind !== "note") values[id] = field.read();
    }
    return { values, files };
  }

  /** What is typed survives a reload of the page. */
  keep() {
    try {
      sessionStorage.setItem(this.storageKey, JSON.stringify(this.values().values));
    } catch {
      // Without storage it lives as long as the page.
    }
  }

  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.storageKey) ?? "{}");
      for (const [id, value] of Object.entries(kept)) this.fields.get(id)?.write(value);
    } catch {
      // What cannot be read was not ours.
    }
  }

  async changed(event) {
    const field = [...this.fields.values()].find((one) => one.element.contains(event.target));
    if (!field) return;
    field.dirty = true;
    this.keep();
    if (field.view.refreshes && !this.busy) await this.transmit("show");
  }

  async sent(event) {
    event.preventDefault();
    if (this.busy) return;
    const waiting = [...this.fields.values()].some((field) => field.files?.busy);
    if (waiting) {
      this.state.textContent = t("form-files");
      return;
    }
    this.busy = true;
    this.element.setAttribute("aria-busy", "true");
    this.submit.setAttribute("aria-disabled", "true");
    this.state.textContent = t("form-sending");
    this.acts.answered(event);
    await this.transmit("send");
  }

  async transmit(refresh) {
    try {
      await send("forms", { draft: this.draft, ...this.values(), refresh }, (why) => {
        this.state.textContent = why || t("form-waiting");
      });
    } catch (error) {
      this.rest();
      this.error.replaceChildren(notice("refusal", [{ text: error instanceof Refused ? error.message : t("failed") }]));
    }
  }

  drop(event) {
    this.acts.press({ do: "form", draft: this.draft, step: { step: "cancel" } }, plain(this.view.cancel), this.cancel, event);
  }

  forget() {
    try {
      sessionStorage.removeItem(this.storageKey);
    } catch {
      // Nothing was kept then.
    }
  }
}

/** One field with its label, help, error and input. */
class Field {
  constructor(id, view, form) {
    this.id = id;
    this.form = form;
    this.kind = view.input.input;
    this.dirty = false;
    this.error = h("p", { class: "error", id: `${id}-error` });
    this.help = h("p", { class: "words help", id: `${id}-help` });
    this.label = h(this.grouped(view) ? "legend" : "label", this.grouped(view) ? {} : { for: id });
    this.input = h("div", { class: "input" });
    this.element = h(this.grouped(view) ? "fieldset" : "div", { class: `field ${this.kind}` }, this.label, this.help, this.input, this.error);
    this.update(view);
    this.write(view.value);
  }

  grouped(view) {
    const options = view.input.options?.length ?? 0;
    return this.kind === "pick_many" || this.kind === "files" || this.kind === "tick" || (this.kind === "pick" && options <= FEW);
  }

  update(view) {
    const again = this.view && JSON.stringify(this.view.input) !== JSON.stringify(view.input);
    if (!this.view || again) this.build(view, again ? this.read() : undefined);
    this.view = view;
    if (this.kind === "note") this.label.replaceChildren(notice("info", view.label));
    else this.label.replaceChildren(...words(view.label), ...(view.required ? required() : []));
    this.help.replaceChildren(...words(view.help));
    this.help.hidden = !view.help;
    this.error.replaceChildren(...(view.error ? [unseen(`${t("form-wrong")} `), ...words(view.error)] : []));
    this.error.hidden = !view.error;
    const described = [view.help && this.help.id, view.error && this.error.id].filter(Boolean).join(" ");
    for (const control of this.controls()) {
      control.toggleAttribute("aria-describedby", false);
      if (described) control.setAttribute("aria-describedby", described);
      if (view.error) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      if (control.type !== "checkbox" && control.type !== "radio" && control.type !== "file") {
        control.setAttribute("aria-required", String(view.required));
      }
    }
  }

  controls() {
    return [...this.input.querySelectorAll("input, textarea, select")];
  }

  build(view, kept) {
    const input = view.input;
    const options = input.options ?? [];
    if (this.kind === "line") {
      const type = TYPES.includes(input.hint) ? input.hint : "text";
      const mode = ["numeric", "decimal"].includes(input.hint) ? input.hint : undefined;
      this.input.replaceChildren(h("input", { id: this.id, type, inputmode: mode, maxlength: input.max_length, placeholder: plain(input.example) || undefined, autocomplete: type === "text" ? "off" : type, spellcheck: type === "text" ? undefined : "false" }));
    } else if (this.kind === "area") {
      this.input.replaceChildren(h("textarea", { id: this.id, rows: ROWS, maxlength: input.max_length, placeholder: plain(input.example) || undefined }));
    } else if (this.kind === "pick" && !this.grouped(view)) {
      this.input.replaceChildren(h("select", { id: this.id }, h("option", { value: "" }, t("form-pick")), options.map(([value, label]) => h("option", { value }, plain(label)))));
    } else if (this.kind === "pick" || this.kind === "pick_many") {
      const type = this.kind === "pick" ? "radio" : "checkbox";
      this.input.replaceChildren(...options.map(([value, label]) => h("label", { class: "option" }, h("input", { type, name: this.id, value }), h("span", {}, words(label)))));
    } else if (this.kind === "tick") {
      this.input.replaceChildren(h("label", { class: "option" }, h("input", { type: "checkbox", id: this.id, value: "yes" }), h("span", {}, words(input.label))));
    } else if (this.kind === "files") {
      this.files = new FileList({ most: input.max_count, mostBytes: input.max_bytes, changed: () => this.form.keep() });
      for (const file of input.files) this.files.addKnown(file);
      this.input.replaceChildren(this.files.picker(this.id), this.files.element);
    }
    if (kept) this.write(kept);
  }

  read() {
    if (this.kind === "pick" || this.kind === "pick_many") {
      const select = this.input.querySelector("select");
      if (select) return select.value ? [select.value] : [];
      return [...this.input.querySelectorAll("input:checked")].map((one) => one.value);
    }
    if (this.kind === "tick") return this.input.querySelector("input").checked ? ["yes"] : [];
    const control = this.controls()[0];
    return control && control.value !== "" && this.kind !== "files" ? [control.value] : [];
  }

  write(value) {
    const values = value ?? [];
    if (this.kind === "files" || this.kind === "note") return;
    for (const control of this.controls()) {
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else if (control.tagName === "SELECT") control.value = values[0] ?? "";
      else control.value = values.join("\n");
    }
  }

  focus() {
    const control = this.input.querySelector("input:checked") ?? this.controls()[0] ?? this.element;
    control.focus();
    this.element.scrollIntoView({ block: "center" });
  }
}
