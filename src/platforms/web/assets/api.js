// Talks to the server: the session, what the person does (in order, each once, kept until it is taken), and uploads.

import { freshId } from "./dom.js";
import { retell, t } from "./texts.js";

const TOKEN = "x-ticketlotse-token";
/** Milliseconds between tries, at first and at most. */
const WAIT_FIRST = 1_000;
const WAIT_MOST = 20_000;
/** How long something unsent is worth keeping. */
const KEEP_MS = 24 * 3_600_000;
/** Most unsent things kept in the browser. */
const KEEP_MOST = 50;

let token = "";
let user = "";
let renewing = null;
/** Told when the browser has another identity. */
const onIdentity = [];

export function identityChanged(listener) {
  onIdentity.push(listener);
}

export function headers(more = {}) {
  return { [TOKEN]: token, ...more };
}

export function learn(response) {
  token = response.headers.get(TOKEN) ?? token;
}

async function fetchSession() {
  const response = await fetch("/chat/session", { method: "POST", credentials: "same-origin" });
  if (!response.ok) throw new Refused(response.status, await body(response));
  const session = await response.json();
  token = session.token;
  retell(session);
  if (session.user !== user) {
    const before = user;
    user = session.user;
    for (const listener of onIdentity) listener(before);
  }
}

/** Fetches the session; at the same time only once. */
export function renew() {
  renewing ??= fetchSession().finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Refused by the server, with its words. */
export class Refused extends Error {
  constructor(status, said) {
    super(said.text || t("failed"));
    this.status = status;
    this.kind = said.refused ?? "";
  }

  /** Trying again later may help. */
  get passes() {
    return this.status === 429 || this.status >= 500;
  }
}

async function body(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

/** Sends one change; fetches the session once if that is what is missing. */
async function post(path, payload, again = true) {
  const response = await fetch(`/chat/${path}`, {
    method: "POST",
    credentials: "same-origin",
    headers: headers({ "content-type": "application/json" }),
    body: JSON.stringify(payload),
  });
  learn(response);
  if (response.ok) return;
  const said = await body(response);
  if (again && (said.refused === "token" || said.refused === "ended")) {
    await renew();
    return post(path, payload, false);
  }
  throw Object.assign(new Refused(response.status, said), { wait: Number(response.headers.get("retry-after")) * 1_000 });
}

// What is to be sent, oldest first; one at a time, so that the order stays.
const queue = [];
let working = false;
let nudge = () => {};

function storageKey() {
  return `ticketlotse.unsent.${user}`;
}

function keep() {
  const kept = queue.filter((entry) => entry.path === "messages").slice(-KEEP_MOST);
  const plain = kept.map(({ path, payload, files, at }) => ({ path, payload, files, at }));
  try {
    if (plain.length) localStorage.setItem(storageKey(), JSON.stringify(plain));
    else localStorage.removeItem(storageKey());
  } catch {
    // Without storage it is kept as long as the page is open.
  }
}

/** What an earlier page of this identity could not send. */
export function unsent() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey()) ?? "[]");
    return kept.filter((entry) => entry.at > Date.now() - KEEP_MS);
  } catch {
    return [];
  }
}

/** Forgets what the page keeps in the browser. */
export function forget() {
  for (const storage of [localStorage, sessionStorage]) {
    try {
      for (const key of Object.keys(storage)) if (key.startsWith("ticketlotse.")) storage.removeItem(key);
    } catch {
      // Nothing was kept then.
    }
  }
}

function pause(ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    nudge = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

async function deliver(entry) {
  for (let wait = WAIT_FIRST; ; wait = Math.min(wait * 2, WAIT_MOST)) {
    try {
      await post(entry.path, entry.payload);
      return entry.resolve();
    } catch (error) {
      if (error instanceof Refused && !error.passes) return entry.reject(error);
      entry.waiting?.(error instanceof Refused ? error.message : "");
      await pause(error.wait || wait);
    }
  }
}

async function work() {
  if (working) return;
  working = true;
  while (queue.length) {
    await deliver(queue[0]);
    queue.shift();
    keep();
  }
  working = false;
}

/**
 * Sends a change, in order, until the server takes or refuses it. The same id is done once, however often it is sent.
 * `waiting` is told when it has to wait; `more` is kept with it for a later page (`files`).
 */
export function send(path, payload, waiting, more = {}) {
  const full = { id: freshId(), ...payload };
  const done = new Promise((resolve, reject) => {
    queue.push({ path, payload: full, at: Date.now(), resolve, reject, waiting, ...more });
  });
  keep();
  work();
  return done;
}

/** The network is back: do not wait any longer. */
export function tryNow() {
  nudge();
}

/** Uploads a file; `progress` is told the part done, from 0 to 1. */
export function upload(file, progress, again = true) {
  const request = new XMLHttpRequest();
  let resolve;
  let reject;
  const done = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  request.open("POST", "/chat/files");
  for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
  request.addEventListener("error", () => reject(new Refused(0, { text: t("upload-lost") })));
  request.addEventListener("load", () => {
    token = request.getResponseHeader(TOKEN) ?? token;
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // Words of a proxy, not ours.
    }
    if (request.status === 200) resolve(said);
    else if (again && (said.refused === "token" || said.refused === "ended")) {
      renew().then(() => upload(file, progress, false).done).then(resolve, reject);
    } else reject(new Refused(request.status, said));
  });
  const form = new FormData();
  form.append("file", file, file.name);
  request.send(form);
  return { done, stop: () => request.abort() };
}
