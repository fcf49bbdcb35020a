// The push connection: reads the event stream, comes back when it breaks, and says where it was. An EventSource could
// not send the page's token and hides why it was refused.

import { Refused, headers, learn, renew, tryNow } from "./api.js";

/** Milliseconds without a sign of life after which the connection counts as lost (the server beats every 10 s). */
const SILENCE = 25_000;
/** Milliseconds until the next try, at first and at most. */
const WAIT_FIRST = 500;
const WAIT_MOST = 15_000;

let lastId = "";
let wait = WAIT_FIRST;
let stop = () => {};
let wake = () => {};

/** Begins anew, from the beginning: the identity is another one. */
export function startOver() {
  lastId = "";
  wait = WAIT_FIRST;
  stop();
  wake();
}

/** Connects and stays connected. `on` is told `event(name, data)`, `open()` and `lost()`. */
export async function connect(on) {
  window.addEventListener("online", () => wake());
  window.addEventListener("offline", () => stop());
  for (;;) {
    try {
      await listen(on);
      wait = WAIT_FIRST;
    } catch (error) {
      if (error instanceof Refused && (error.kind === "token" || error.kind === "ended")) {
        await renew().catch(() => {});
      }
    }
    on.lost();
    const ms = wait * (0.75 + Math.random() / 2);
    wait = Math.min(wait * 2, WAIT_MOST);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function listen(on) {
  const control = new AbortController();
  stop = () => control.abort();
  let watch = setTimeout(stop, SILENCE);
  try {
    const more = { accept: "text/event-stream", ...(lastId && { "last-event-id": lastId }) };
    const response = await fetch("/chat/events", {
      credentials: "same-origin",
      cache: "no-store",
      headers: headers(more),
      signal: control.signal,
    });
    learn(response);
    if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
    wait = WAIT_FIRST;
    on.open();
    tryNow();
    const parse = parser(on);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(stop, SILENCE);
      parse(value);
    }
  } finally {
    clearTimeout(watch);
    control.abort();
  }
}

/** Takes the stream's text apart (HTML standard, section 9.2.6, as far as our server speaks it). */
function parser(on) {
  let rest = "";
  let event = {};
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.data !== undefined) {
          on.event(event.event ?? "message", JSON.parse(event.data));
          if (event.id) lastId = event.id;
        }
        event = {};
        continue;
      }
      const colon = line.indexOf(":");
      if (colon < 1) continue;
      const value = line.slice(colon + 1).replace(/^ /, "");
      const name = line.slice(0, colon);
      event[name] = name === "data" && event.data !== undefined ? `${event.data}\n${value}` : value;
    }
  };
}
