// The web chat: ties the conversation, the writing line and the push connection together. Start reading here.

import { Refused, forget, identityChanged, renew, send } from "./api.js";
import { Composer } from "./composer.js";
import { byId, freshId } from "./dom.js";
import { Log } from "./log.js";
import { connect, startOver } from "./push.js";
import { t, told } from "./texts.js";

/** Milliseconds of a lost connection before it is said: a short one goes unnoticed. */
const UNNOTICED = 1_500;

const log = new Log({ press, answered, replyTo: (number) => composer.replyTo(number), edit: (shown) => composer.edit(shown), remove });
const composer = new Composer(log);
const status = byId("status");
const pressing = new Set();
let lostTimer;

/** A button was pressed. Its own second press waits for the first. */
async function press(what, label, button, event) {
  if (pressing.has(button)) return;
  pressing.add(button);
  button.setAttribute("aria-disabled", "true");
  answered(event);
  const id = freshId();
  log.pend({ item: "pressed", id: `press:${id}`, label });
  try {
    await send("press", { id, label, press: what }, (why) => log.note(`press:${id}`, why || t("waiting")));
    log.settle(`press:${id}`);
    button.classList.add("chosen");
  } catch (error) {
    log.unpend(`press:${id}`);
    composer.say(error instanceof Refused ? error.message : t("failed"));
  } finally {
    button.removeAttribute("aria-disabled");
    pressing.delete(button);
  }
}

/** Something in the conversation was answered: by key, the focus goes on to what comes; by pointer, to the writing line. */
function answered(event) {
  const byKey = event.detail === 0 || event.type === "submit";
  log.focusNext = byKey;
  if (!byKey) composer.focus();
}

async function remove(shown, button) {
  const dialog = byId("ask-delete");
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "yes") return button.focus();
  try {
    await send("delete", { message: shown.id.replace(/^said:/, "") });
    composer.text.focus();
  } catch (error) {
    composer.say(error instanceof Refused ? error.message : t("failed"));
  }
}

function receive(name, data) {
  if (name === "item") {
    log.item(data);
    if (log.settled && data.shown.language && data.shown.language !== told().language) renew().catch(() => {});
  } else if (name === "reset") {
    log.reset();
  } else if (name === "ready") {
    log.ready();
    if (!log.parting) renewAfterReset();
  } else if (name === "typing") {
    log.typing(true);
  } else if (name === "ended") {
    // The session is over. What comes now is said in parting and stays readable.
    forget();
    log.part();
  }
}

let resets = 0;

/** Another link, another token: it is fetched before the next change needs it. */
function renewAfterReset() {
  resets += 1;
  if (resets > 1) renew().catch(() => {});
}

identityChanged((before) => {
  if (!before) return;
  log.parting = false;
  log.clear();
  startOver();
});

function open() {
  clearTimeout(lostTimer);
  if (status.textContent) {
    status.textContent = t("back");
    status.className = "back";
    lostTimer = setTimeout(() => {
      status.textContent = "";
      status.className = "";
    }, 3_000);
  }
}

function lost() {
  clearTimeout(lostTimer);
  lostTimer = setTimeout(() => {
    status.textContent = t("lost");
    status.className = "lost";
  }, UNNOTICED);
}

byId("menu").addEventListener("click", (event) => press({ do: "command", command: "menu" }, t("menu"), event.currentTarget, event));

async function begin() {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 15_000)) {
    try {
      await renew();
      break;
    } catch (error) {
      lost();
      if (error instanceof Refused && !error.passes) composer.say(error.message);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  composer.resume();
  composer.focus();
  await connect({ event: receive, open, lost });
}

begin();
