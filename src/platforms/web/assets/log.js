// The conversation as it is shown: items in the order of the feed, each once, replaced in place where they change.

import { byId, h, icon, unseen } from "./dom.js";
import { draftOf, formIn } from "./form.js";
import { download, plain, render, sentFile } from "./render.js";
import { clock, day, t, told } from "./texts.js";

/** Pixels from the end within which the view follows new messages. */
const NEAR = 120;

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Log {
  constructor(acts) {
    this.acts = acts;
    this.element = byId("log");
    this.scroller = byId("scroll");
    this.newest = byId("newest");
    this.typingNote = byId("typing");
    this.items = new Map();
    this.stale = null;
    this.settled = false;
    this.focusNext = false;
    this.newest.addEventListener("click", () => this.toEnd());
    this.atEnd = true;
    this.isOnTheWay = false;
    this.scroller.addEventListener("scroll", () => {
      this.atEnd = this.isNearEnd();
      if (this.atEnd) this.newest.hidden = true;
    });
    // The way to the end is over when it is reached or when the person scrolls.
    for (const over of ["scrollend", "wheel", "touchmove", "pointerdown", "keydown"]) {
      this.scroller.addEventListener(over, () => (this.isOnTheWay = false), { passive: true });
    }
    // A keyboard that opens or a turned phone keeps the newest in view.
    new ResizeObserver(() => this.atEnd && this.scroller.scrollTo({ top: this.scroller.scrollHeight })).observe(this.scroller);
  }

  isNearEnd() {
    const view = this.scroller;
    return view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
  }

  /** Whether what is new is shown: the person reads the end, or the view is moving there. */
  get follows() {
    return this.isOnTheWay || this.isNearEnd();
  }

  toEnd() {
    this.isOnTheWay = !this.isNearEnd();
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: calm.matches || !this.settled ? "auto" : "smooth" });
    this.newest.hidden = true;
  }

  /** The feed comes from its beginning: what does not come again is dropped. */
  reset() {
    this.stale = new Set([...this.items.values()].filter((entry) => !entry.pending && !entry.kept));
    this.quiet();
  }

  /** History is not read out. */
  quiet() {
    this.settled = false;
    this.element.setAttribute("aria-live", "off");
    this.element.setAttribute("aria-busy", "true");
  }

  ready() {
    for (const entry of this.stale ?? []) this.drop(entry);
    this.stale = null;
    this.tidy();
    this.toEnd();
    this.settled = true;
    this.element.removeAttribute("aria-busy");
    this.element.setAttribute("aria-live", "polite");
  }

  /** The session is over: what is said now, in parting, stays readable. */
  part() {
    this.parting = true;
    for (const entry of this.items.values()) entry.kept = true;
  }

  /** Drops everything that belongs to the identity, but not what was said in parting. */
  clear() {
    for (const entry of [...this.items.values()]) if (!entry.kept) this.drop(entry);
    this.tidy();
  }

  drop(entry) {
    entry.element.remove();
    this.items.delete(entry.id);
  }

  /** Shows one item of the feed. */
  item({ at, shown }) {
    const moment = new Date(at);
    if (shown.item === "changed") return this.change(shown.to);
    const known = this.items.get(shown.id);
    if (known && !known.pending) {
      this.stale?.delete(known);
      return;
    }
    if (shown.item === "form_sent") return this.formSent(shown);
    if (shown.item === "message" && this.sameForm(shown, moment)) return;
    if (known) return this.place(known, shown, moment);
    this.put(shown, moment);
  }

  /** The feed knows what was just done: its place is fixed. It counts as sent once the server has taken it. */
  place(entry, shown, moment) {
    Object.assign(entry, { shown, moment, placed: true });
    this.items.delete(entry.id);
    this.items.set(entry.id, entry);
    const waiting = this.waiting();
    if (entry.element.nextElementSibling !== waiting) this.element.insertBefore(entry.element, waiting);
    if (entry.taken) this.finish(entry);
    else this.tidy();
  }

  /** The first of what was done and has no place yet. */
  waiting() {
    return [...this.items.values()].find((one) => one.pending && !one.placed)?.element ?? null;
  }

  finish(entry) {
    const element = this.build(entry.shown, entry.moment, false);
    entry.element.replaceWith(element);
    Object.assign(entry, { element, pending: false });
    this.tidy();
  }

  put(shown, moment, pending = false) {
    const follow = this.follows || !this.settled || shown.item === "said" || shown.item === "pressed";
    const element = this.build(shown, moment, pending);
    const entry = { id: shown.id, shown, moment, element, pending, kept: this.parting };
    this.element.insertBefore(element, pending ? null : this.waiting());
    this.items.set(shown.id, entry);
    if (shown.item === "message" || shown.item === "file") this.typing(false);
    this.tidy();
    if (this.settled) this.arrived(entry, follow);
    return entry;
  }

  /** Scrolls to what is new, to its beginning when it is long, and puts the focus there when a key asked for it. */
  arrived(entry, follow) {
    if (follow) {
      const long = entry.element.offsetHeight > this.scroller.clientHeight * 0.8;
      if (long) {
        this.isOnTheWay = false;
        entry.element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      } else {
        this.toEnd();
      }
    } else {
      this.newest.hidden = false;
    }
    if (this.focusNext && entry.shown.item === "message") {
      this.focusNext = false;
      (formIn(entry.element)?.heading ?? entry.element).focus({ preventScroll: true });
    }
  }

  /** The same form again: changed in place unless the person did something else since, otherwise moved to the end. */
  sameForm(shown, moment) {
    const draft = draftOf(shown.message);
    if (!draft) return false;
    const before = [...this.items.values()].reverse().find((entry) => entry.shown.item === "message" && draftOf(entry.shown.message) === draft && formIn(entry.element));
    if (!before) return false;
    const form = formIn(before.element);
    const view = shown.message.blocks.find((block) => block.block === "form");
    const entries = [...this.items.values()];
    const isLeft = entries.slice(entries.indexOf(before) + 1).some((entry) => !entry.pending && entry.shown.item !== "message");
    if (isLeft) {
      before.element.querySelector("form.native").replaceWith(h("p", { class: "footnote" }, t("form-below")));
      return false;
    }
    this.around(form, before.shown.message, shown.message);
    this.stale?.delete(before);
    Object.assign(before, { id: shown.id, shown, moment });
    this.items = new Map(entries.map((entry) => [entry.id, entry]));
    this.typing(false);
    // Without an error it answers a change made before the form was sent: the answer to sending is still to come.
    if (view.error) {
      this.focusNext = false;
      form.isSent = false;
    }
    form.show(view);
    return true;
  }

  /** What stands before and after a form that stays: the form itself is not moved, moving it would take the focus from it. */
  around(form, before, message) {
    const others = ({ blocks }) => JSON.stringify(blocks.map((block) => (block.block === "form" ? "form" : block)));
    if (others(before) === others(message)) return;
    const at = message.blocks.findIndex((block) => block.block === "form");
    for (const other of [...form.element.parentElement.children]) if (other !== form.element) other.remove();
    form.element.before(...render({ blocks: message.blocks.slice(0, at) }, this.acts));
    form.element.after(...render({ blocks: message.blocks.slice(at + 1) }, this.acts));
  }

  /** The form was sent; what the bot says next tells whether it was taken. */
  formSent(shown) {
    for (const entry of this.items.values()) {
      const form = formIn(entry.element);
      if (form?.draft === shown.draft) form.isSent = true;
    }
  }

  /** Closes forms that were sent and answered with something else than the form. */
  tidy() {
    const entries = [...this.items.values()];
    for (const entry of entries) {
      const form = formIn(entry.element);
      if (!form?.isSent) continue;
      const after = entries.slice(entries.indexOf(entry) + 1).some((one) => one.shown.item === "message");
      if (!after) continue;
      form.forget();
      form.element.replaceWith(h("p", { class: "form-done" }, icon("check"), t("form-sent", { title: plain(form.view.title) })));
    }
    this.days();
    const messages = entries.filter((entry) => entry.shown.item === "message");
    for (const entry of messages) entry.element.classList.toggle("latest", entry === messages.at(-1));
  }

  /** A line wherever another day begins. */
  days() {
    for (const line of this.element.querySelectorAll(".day")) line.remove();
    let before = "";
    for (const entry of this.items.values()) {
      const { key, words } = day(entry.moment);
      if (key !== before) entry.element.before(h("p", { class: "day" }, h("span", {}, words)));
      before = key;
    }
  }

  change(to) {
    const entry = this.items.get(to.id);
    if (!entry) return;
    const had = entry.element.contains(document.activeElement);
    const element = this.build(to, entry.moment, false);
    entry.element.replaceWith(element);
    entry.element = element;
    entry.shown = to;
    if (had) element.focus({ preventScroll: true });
    this.tidy();
  }

  build(shown, moment, pending) {
    const own = shown.item !== "message" && shown.item !== "file";
    const time = h("time", { datetime: moment.toISOString() }, clock(moment));
    const who = own ? t("you") : t("bot");
    const classes = ["item", own ? "own" : "bot", shown.item, pending && "pending"].filter(Boolean).join(" ");
    const article = h("article", { class: classes, tabindex: "-1", "aria-label": t("said-by", { who, time: clock(moment) }) });
    if (shown.item === "message") {
      article.lang = shown.language;
      article.append(h("div", { class: "bubble" }, render(shown.message, this.acts)), this.foot(time, shown.message.about && [this.replyButton(shown.message.about)]));
    } else if (shown.item === "file") {
      article.append(h("div", { class: "bubble" }, download(shown.number, shown.file)), this.foot(time));
    } else if (shown.item === "said") {
      article.append(this.saidBubble(shown), this.foot([shown.edited && h("span", {}, `${t("edited")} · `), pending ? h("span", { class: "sending" }, t("sending")) : time], !pending && this.ownButtons(shown)));
    } else if (shown.item === "deleted") {
      article.append(h("div", { class: "bubble gone" }, t("deleted")), this.foot(time));
    } else if (shown.item === "pressed") {
      article.append(h("div", { class: "bubble" }, shown.label), this.foot(pending ? h("span", { class: "sending" }, t("sending")) : time));
    }
    return article;
  }

  foot(time, buttons) {
    return h("div", { class: "foot" }, h("span", { class: "when" }, time), buttons);
  }

  saidBubble(shown) {
    return h(
      "div",
      { class: "bubble" },
      shown.about && h("p", { class: "reply-to" }, icon("reply"), t("reply-to", { number: shown.about })),
      shown.text && h("p", { class: "words" }, shown.text),
      shown.files.length > 0 && h("ul", { class: "files", role: "list" }, shown.files.map((file) => h("li", {}, sentFile(file)))),
    );
  }

  replyButton(number) {
    return h("button", { type: "button", class: "small", onclick: () => this.acts.replyTo(number) }, icon("reply"), h("span", {}, t("reply")), unseen(` ${t("to", { number })}`));
  }

  ownButtons(shown) {
    const words = shown.text.slice(0, 60);
    return [
      shown.text && h("button", { type: "button", class: "small", onclick: () => this.acts.edit(shown) }, icon("edit"), h("span", {}, t("edit")), unseen(`: ${words}`)),
      h("button", { type: "button", class: "small", onclick: (event) => this.acts.remove(shown, event.currentTarget) }, icon("delete"), h("span", {}, t("delete")), unseen(`: ${words}`)),
    ];
  }

  /** Shows what was just done, before the server has taken it. */
  pend(shown) {
    return this.put(shown, new Date(), true);
  }

  /** The server took it. */
  settle(id) {
    const entry = this.items.get(id);
    if (!entry?.pending) return;
    entry.taken = true;
    if (entry.placed) this.finish(entry);
    else this.note(id, clock(entry.moment));
  }

  unpend(id) {
    const entry = this.items.get(id);
    if (entry?.pending) this.drop(entry);
    this.tidy();
  }

  note(id, text) {
    const entry = this.items.get(id);
    const place = entry?.element.querySelector(".sending");
    if (place) place.textContent = text;
  }

  typing(on) {
    clearTimeout(this.typingTimer);
    const follow = this.follows;
    this.typingNote.hidden = !on;
    if (!on) return;
    if (follow) this.toEnd();
    this.typingTimer = setTimeout(() => this.typing(false), 30_000);
  }

  /** The newest message that the bot said, for its language. */
  get language() {
    const last = [...this.items.values()].reverse().find((entry) => entry.shown.item === "message");
    return last?.shown.language ?? told().language;
  }
}
