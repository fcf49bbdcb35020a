// The demo's mailbox: asks for new mails while it is open and shows them, newest first.

/** Milliseconds between two looks. */
const EVERY = 1_500;

const list = document.getElementById("mails");
const none = document.getElementById("none");
const said = document.getElementById("said");
const words = document.body.dataset;
const shown = new Map();
let first = true;

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function mail(entry) {
  const item = element("li", {}, element("h2", {}, entry.subject), element("p", { class: "head" }, `${words.to} ${entry.to} · `, element("time", { datetime: entry.at }, entry.when)));
  if (entry.code) {
    const button = element("button", { type: "button", class: "primary", "aria-label": `${words.copy}: ${entry.code}` }, words.copy);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(entry.code);
      button.textContent = words.copied;
      said.textContent = "";
      said.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
      }, 2_000);
    });
    item.append(element("div", { class: "code" }, element("strong", { "aria-label": `${words.code} ${[...entry.code].join(" ")}` }, entry.code), button));
  }
  item.append(element("p", { class: "text" }, entry.text));
  return item;
}

async function look() {
  const response = await fetch("/mailbox/mails", { credentials: "same-origin" });
  if (!response.ok) return;
  const mails = await response.json();
  const fresh = mails.filter((entry) => !shown.has(entry.id)).reverse();
  for (const entry of fresh) {
    const item = mail(entry);
    shown.set(entry.id, item);
    list.prepend(item);
  }
  none.hidden = shown.size > 0;
  if (fresh.length && !first && parent !== window) parent.postMessage({ newMails: fresh.length }, location.origin);
  first = false;
}

for (;;) {
  try {
    await look();
  } catch {
    // The next look tries again.
  }
  await new Promise((resolve) => setTimeout(resolve, EVERY));
}
