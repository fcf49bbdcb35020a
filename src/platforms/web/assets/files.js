// Files on their way in: chosen, pasted or dropped, uploaded at once, shown with their progress until they are sent.

import { Refused, upload } from "./api.js";
import { h, icon, unseen } from "./dom.js";
import { size, t, told } from "./texts.js";

function extension(name) {
  return name.includes(".") ? name.split(".").pop().toLowerCase() : "";
}

export class FileList {
  /** `most` files of `mostBytes` each; `changed` is told whenever something is added, done or removed. */
  constructor({ most, mostBytes, changed, element }) {
    this.most = Math.min(most, told().max_files);
    this.mostBytes = Math.min(mostBytes, told().max_file_bytes);
    this.changed = changed;
    this.entries = [];
    this.element = element ?? h("ul", { class: "chips", role: "list", "aria-label": t("files"), hidden: true });
    this.said = h("p", { class: "unseen", role: "status" });
    this.element.after(this.said);
  }

  /** Uploads that are not done yet. */
  get busy() {
    return this.entries.some((entry) => entry.state === "loading");
  }

  /** What is uploaded. */
  ids() {
    return this.metas().map((meta) => meta.id);
  }

  metas() {
    return this.entries.filter((entry) => entry.meta).map((entry) => entry.meta);
  }

  /** A button and its hidden input for a form's field. */
  picker(id) {
    const input = h("input", { type: "file", multiple: true, id, class: "unseen", onchange: () => this.addAll(input) });
    return h("label", { class: "pick-file", for: id }, input, icon("attach"), h("span", {}, t("attach")));
  }

  addAll(input) {
    for (const file of input.files) this.add(file);
    input.value = "";
  }

  addKnown(meta) {
    this.entries.push({ name: meta.name, bytes: meta.size_bytes, meta, state: "done" });
    this.show();
  }

  /** Adds a file and uploads it; says at once what cannot work. */
  async add(file) {
    const entry = { name: file.name || t("unnamed-file"), bytes: file.size, state: "loading", part: 0 };
    this.entries.push(entry);
    const wrong = this.wrong(file, entry);
    if (wrong) return this.fail(entry, wrong);
    this.show();
    const { done, stop } = upload(file, (part) => {
      entry.part = part;
      if (entry.bar) entry.bar.value = part;
    });
    entry.stop = stop;
    try {
      entry.meta = await done;
      entry.state = "done";
      this.said.textContent = t("file-done", { name: entry.name });
      this.show();
    } catch (error) {
      this.fail(entry, error instanceof Refused ? error.message : t("upload-lost"));
    }
  }

  wrong(file, entry) {
    const count = this.entries.filter((one) => one.state !== "failed" && one !== entry).length;
    if (count >= this.most) return t("files-many", { most: this.most });
    if (file.size === 0) return t("file-empty");
    if (file.size > this.mostBytes) return t("file-large", { most: size(this.mostBytes) });
    if (!told().file_types.includes(extension(entry.name))) return t("file-type", { types: told().file_types.join(", ") });
    return "";
  }

  fail(entry, why) {
    entry.state = "failed";
    entry.why = why;
    this.show();
  }

  remove(entry) {
    entry.stop?.();
    const at = this.entries.indexOf(entry);
    if (at >= 0) this.entries.splice(at, 1);
    this.show();
    const next = this.element.querySelectorAll("button")[Math.min(at, this.entries.length - 1)];
    next?.focus();
    if (!next) this.emptied?.();
  }

  /** Takes everything that is uploaded out. */
  take() {
    const metas = this.metas();
    this.entries = [];
    this.show();
    return metas;
  }

  show() {
    this.element.hidden = this.entries.length === 0;
    this.element.replaceChildren(...this.entries.map((entry) => this.chip(entry)));
    this.changed();
  }

  chip(entry) {
    entry.bar = entry.state === "loading" ? h("progress", { max: "1", value: entry.part, "aria-label": t("uploading", { name: entry.name }) }) : undefined;
    return h(
      "li",
      { class: `chip ${entry.state}` },
      icon(entry.state === "failed" ? "warning" : "file"),
      h(
        "span",
        { class: "about" },
        h("span", { class: "name" }, entry.name),
        entry.state === "failed" ? h("span", { class: "why", role: "alert" }, entry.why) : h("small", {}, size(entry.bytes)),
        entry.bar,
      ),
      h("button", { type: "button", class: "icon", onclick: () => this.remove(entry) }, icon("close"), unseen(t("remove-file", { name: entry.name }))),
    );
  }
}
