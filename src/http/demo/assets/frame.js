// The demo's frame: tabs, copying, and how many mails are new.

const narrow = matchMedia("(max-width: 60rem)");
const tabs = [...document.querySelectorAll('[role="tab"]')];
const said = document.getElementById("said");
const unread = document.getElementById("unread");
let chosen = "start";

function usable() {
  return tabs.filter((tab) => narrow.matches || tab.id !== "tab-chat");
}

function show(name, focus) {
  chosen = name;
  if (!narrow.matches && chosen === "chat") chosen = "start";
  for (const tab of tabs) {
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    const on = panel.id === chosen;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    panel.hidden = !on && !(panel.id === "chat" && !narrow.matches);
    if (on && focus) tab.focus();
  }
  const chat = document.getElementById("chat");
  // Beside the others it is no tab's panel.
  if (narrow.matches) {
    chat.setAttribute("role", "tabpanel");
    chat.setAttribute("aria-labelledby", "tab-chat");
  } else {
    chat.removeAttribute("role");
    chat.removeAttribute("aria-labelledby");
  }
  if (chosen === "mailbox") unread.hidden = true;
}

for (const tab of tabs) {
  tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const list = usable();
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -list.indexOf(tab), End: list.length - 1 - list.indexOf(tab) }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = list[(list.indexOf(tab) + step + list.length) % list.length];
    show(next.getAttribute("aria-controls"), true);
  });
}
narrow.addEventListener("change", () => show(chosen));

/** Copies; without the clipboard's permission the text is at least selected. */
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = "";
    said.textContent = said.dataset.copied;
    const before = button.textContent;
    button.textContent = said.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
    }, 2_000);
  });
}

addEventListener("message", (event) => {
  if (event.origin !== location.origin || typeof event.data?.newMails !== "number") return;
  if (chosen === "mailbox") return;
  const count = (unread.hidden ? 0 : Number(unread.textContent)) + event.data.newMails;
  unread.textContent = String(count);
  unread.hidden = false;
  said.textContent = said.dataset.newMail;
});

show(narrow.matches ? "start" : chosen);
