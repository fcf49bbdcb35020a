// Where the person writes: text, files (chosen, pasted, dropped), a reply to a ticket, a change of an own message.

import { Refused, send, unsent } from "./api.js";
import { byId, freshId } from "./dom.js";
import { FileList } from "./files.js";
import { t, told } from "./texts.js";

/** Characters before the limit from which on the rest is told. */
const NEARLY = 200;

const touch = matchMedia("(pointer: coarse)");

export class Composer {
  constructor(log) {
    this.log = log;
    this.form = byId("composer");
    this.text = byId("text");
    this.mode = byId("mode");
    this.modeText = byId("mode-text");
    this.trouble = byId("trouble");
    this.files = new FileList({
      most: told().max_files,
      mostBytes: told().max_file_bytes,
      changed: () => this.say(""),
      element: byId("chips"),
    });
    this.files.emptied = () => this.text.focus();
    this.about = null;
    this.editing = null;
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => this.typed());
    byId("mode-end").addEventListener("click", () => this.endMode());
    const picker = byId("picker");
    byId("attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      this.files.addAll(picker);
      this.text.focus();
    });
    document.addEventListener("paste", (event) => this.paste(event));
    this.dropping();
  }

  focus() {
    if (!touch.matches) this.text.focus({ preventScroll: true });
  }

  say(words) {
    this.trouble.textContent = words;
  }

  key(event) {
    if (event.key === "Escape" && !this.mode.hidden) {
      event.preventDefault();
      this.endMode();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch.matches) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  typed() {
    this.fit();
    const left = told().max_text - [...this.text.value].length;
    if (left < 0) this.say(t("too-long", { over: -left }));
    else if (left < NEARLY) this.say(t("chars-left", { left }));
    else this.say("");
  }

  /** As high as its text, up to what the style allows. */
  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  setMode(words) {
    this.modeText.textContent = words;
    this.mode.hidden = false;
    this.text.focus();
  }

  endMode() {
    if (this.editing) this.text.value = "";
    this.about = null;
    this.editing = null;
    this.mode.hidden = true;
    this.fit();
    this.text.focus();
  }

  replyTo(number) {
    if (this.editing) this.endMode();
    this.about = number;
    this.setMode(t("reply-to", { number }));
  }

  edit(shown) {
    this.about = null;
    this.editing = shown;
    this.text.value = shown.text;
    this.setMode(t("editing"));
    this.fit();
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if ([...text].length > told().max_text) return this.typed();
    if (this.files.busy) return this.say(t("form-files"));
    if (this.editing) return this.submitEdit(text);
    if (!text && !this.files.metas().length) return this.text.focus();
    const files = this.files.take();
    const about = this.about;
    this.text.value = "";
    this.endMode();
    this.say("");
    this.post(freshId(), text, files, about);
  }

  /** Sends a message and shows it at once; the same id is never taken twice. */
  async post(id, text, files, about) {
    const shown = { item: "said", id: `said:${id}`, text, files, about, edited: false };
    this.log.pend(shown);
    try {
      const payload = { id, text, files: files.map((file) => file.id), ...(about && { about }) };
      await send("messages", payload, (why) => this.log.note(shown.id, why || t("waiting")), { files });
      this.log.settle(shown.id);
    } catch (error) {
      this.log.unpend(shown.id);
      this.say(error instanceof Refused ? error.message : t("failed"));
      // Nobody should have to type it again.
      if (!this.text.value) this.text.value = text;
      for (const file of files) this.files.addKnown(file);
      this.fit();
    }
  }

  async submitEdit(text) {
    const { id, text: before } = this.editing;
    if (!text) return this.say(t("edit-empty"));
    this.endMode();
    if (text === before) return;
    try {
      await send("edit", { message: id.replace(/^said:/, ""), text });
    } catch (error) {
      this.say(error instanceof Refused ? error.message : t("failed"));
    }
  }

  /** Sends what an earlier page could not. */
  resume() {
    for (const { payload, files } of unsent()) this.post(payload.id, payload.text, files ?? [], payload.about);
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    for (const file of files) this.files.add(file);
    this.text.focus();
  }

  dropping() {
    const veil = byId("drop");
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    let depth = 0;
    document.addEventListener("dragenter", (event) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      veil.hidden = false;
    });
    document.addEventListener("dragleave", (event) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      veil.hidden = depth === 0;
    });
    document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      veil.hidden = true;
      for (const file of event.dataTransfer.files) this.files.add(file);
      this.text.focus();
    });
  }
}
