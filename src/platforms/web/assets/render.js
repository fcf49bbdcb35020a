// Turns the bot's message tree into elements: one function per block. What a message means is not known here.

import { h, icon, unseen } from "./dom.js";
import { formBlock } from "./form.js";
import { size, t } from "./texts.js";

/** A spoken text: words, some of them strong. */
export function words(spoken) {
  return (spoken ?? []).map((span) => (span.strong ? h("strong", {}, span.text) : span.text));
}

export function plain(spoken) {
  return (spoken ?? []).map((span) => span.text).join("");
}

/** A message's blocks. `acts` does what buttons and forms do. */
export function render(message, acts) {
  return message.blocks.map((block) => BLOCKS[block.block]?.(block, acts)).filter(Boolean);
}

const BLOCKS = {
  heading: (block) => h("h3", {}, words(block.text)),
  paragraph: (block) => h("p", { class: "words" }, words(block.text)),
  footnote: (block) => h("p", { class: "words footnote" }, words(block.text)),
  notice: (block) => notice(block.tone, block.text),
  quote: (block) =>
    h("figure", { class: "quote" }, block.author && h("figcaption", {}, words(block.author)), h("blockquote", { class: "words" }, block.text)),
  facts: (block) => facts(block.facts),
  question,
  tickets,
  ticket,
  choices,
  form: (block, acts) => formBlock(block, acts),
};

export function notice(tone, text) {
  return h("div", { class: `notice ${tone}` }, icon(tone), h("p", { class: "words" }, unseen(`${t(`tone-${tone}`)} `), words(text)));
}

function facts(list) {
  return h("dl", { class: "facts" }, list.map((fact) => h("div", {}, h("dt", {}, words(fact.label)), h("dd", { class: "words" }, words(fact.value)))));
}

/** The star, and the word for those who do not see it. */
export function required() {
  return [h("span", { class: "star", "aria-hidden": "true" }, " *"), unseen(` (${t("required")})`)];
}

function question(block) {
  return h(
    "div",
    { class: "question" },
    block.title && h("h3", {}, words(block.title)),
    h("p", { class: "step" }, words(block.step), block.title && block.required && h("span", { class: "legend", "aria-hidden": "true" }, " · ", h("span", { class: "star" }, "*"), ` ${t("required")}`)),
    h("p", { class: "words asked" }, words(block.text), block.required && required()),
    block.help && h("p", { class: "words help" }, words(block.help)),
  );
}

function choices(block, acts) {
  const buttons = block.choices.map((choice, index) => {
    const label = plain(choice.label);
    const button = h(
      "button",
      { type: "button", class: `choice ${choice.weight ?? "plain"}`, onclick: (event) => acts.press(choice.press, label, button, event) },
      block.numbered && h("span", { class: "number" }, String(index + 1), unseen(". ")),
      h("span", { class: "label" }, words(choice.label), choice.hint && h("small", {}, words(choice.hint))),
      icon("check"),
    );
    return h("li", {}, button);
  });
  const name = block.numbered ? "ol" : "ul";
  return h(name, { class: block.numbered ? "choices numbered" : "choices", role: "list", "aria-label": t("choices") }, buttons);
}

function badge(kind, id, spoken) {
  return h("span", { class: `badge ${kind}-${id}` }, words(spoken));
}

function tickets(block, acts) {
  const contacts = block.rows.some((row) => row.contact);
  const columns = ["number", "type", "status", "priority", "changed", ...(contacts ? ["contact"] : [])];
  const cell = (name, ...children) => h("td", { role: "cell", class: `c-${name}` }, h("span", { class: "column", "aria-hidden": "true" }, t(`column-${name}`)), h("span", { class: "value" }, ...children));
  const row = (entry) => {
    const label = `${entry.number}`;
    const open = h(
      "button",
      { type: "button", class: "open", onclick: (event) => acts.press(entry.press, label, open, event) },
      h("span", { class: "number" }, String(entry.index), unseen(". ")),
      h("span", { class: "name" }, h("strong", {}, entry.number), h("span", { class: "title" }, entry.title)),
    );
    return h(
      "tr",
      { role: "row" },
      h("td", { role: "cell", class: "c-number" }, open),
      cell("type", words(entry.type_name)),
      cell("status", badge("status", entry.status_id, entry.status)),
      cell("priority", badge("priority", entry.priority_id, entry.priority)),
      cell("changed", words(entry.changed)),
      contacts && cell("contact", entry.contact ?? ""),
    );
  };
  return h(
    "table",
    { class: "tickets", role: "table" },
    h("caption", { class: "unseen" }, t("tickets")),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map((name) => h("th", { role: "columnheader", scope: "col" }, t(`column-${name}`))))),
    h("tbody", { role: "rowgroup" }, block.rows.map(row)),
  );
}

/** A file of a ticket, as a download. */
export function download(number, file) {
  const href = `/chat/files/${encodeURIComponent(number)}/${encodeURIComponent(file.id)}`;
  return h(
    "a",
    { class: "file", href, download: "" },
    icon("download"),
    h("span", {}, unseen(`${t("download")} `), h("span", { class: "name" }, file.name), h("small", {}, size(file.size_bytes))),
  );
}

/** A file that the person sent: only named. */
export function sentFile(file) {
  return h("span", { class: "file" }, icon("file"), h("span", {}, h("span", { class: "name" }, file.name), h("small", {}, size(file.size_bytes))));
}

function ticket(block) {
  const history = block.history.map((line) =>
    h(
      "li",
      { class: `entry ${line.author} ${line.kind}` },
      h("p", { class: "head" }, h("span", {}, words(line.head)), h("time", { datetime: line.at_utc }, words(line.at))),
      line.text && h("p", { class: "words" }, line.text),
      line.files.length > 0 && h("ul", { class: "files", role: "list" }, line.files.map((file) => h("li", {}, download(block.number, file)))),
    ),
  );
  return h(
    "section",
    { class: "ticket" },
    h("h3", {}, h("span", { class: "ticket-number" }, block.number), " ", h("span", { class: "ticket-title" }, block.title)),
    h("p", { class: "badges" }, badge("status", block.status_id, block.status), badge("priority", block.priority_id, block.priority)),
    block.facts.length > 0 && facts(block.facts),
    block.fields.length > 0 && [h("h4", {}, t("ticket-fields")), facts(block.fields)],
    history.length > 0 && [h("h4", {}, t("ticket-history")), h("ol", { class: "history", role: "list" }, history)],
  );
}
