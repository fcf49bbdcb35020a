// The page's words, in the person's language. They come from the server; here is only where they go.

let boot = JSON.parse(document.getElementById("boot").textContent);

/** What the server told the page: language, limits, zone. */
export function told() {
  return boot;
}

/** A text of the page, with `{name}` filled in. */
export function t(name, filled = {}) {
  let text = boot.texts[name] ?? name;
  for (const [key, value] of Object.entries(filled)) text = text.replaceAll(`{${key}}`, String(value));
  return text;
}

/** Takes over what the server told and says the page's frame anew if the language changed. */
export function retell(news) {
  const other = news.language !== boot.language;
  boot = news;
  if (!other) return;
  document.documentElement.lang = boot.language;
  document.title = document.title.replace(/^[^·]*/, `${t("title")} `);
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const [data, attribute] of [["tLabel", "aria-label"], ["tTitle", "title"], ["tPlaceholder", "placeholder"]]) {
    const selector = `[data-${data.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`;
    for (const element of document.querySelectorAll(selector)) element.setAttribute(attribute, t(element.dataset[data]));
  }
}

/** A moment's time of day („10:15“). */
export function clock(moment) {
  const how = { hour: "numeric", minute: "2-digit", timeZone: boot.zone };
  return t("clock", { time: new Intl.DateTimeFormat(boot.language, how).format(moment) });
}

function dayKey(moment) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: boot.zone }).format(moment);
}

/** A moment's day („Heute“, „Gestern“, „Montag, 16. November 2026“) and a key that tells days apart. */
export function day(moment) {
  const key = dayKey(moment);
  const now = Date.now();
  let words;
  if (key === dayKey(now)) words = t("today");
  else if (key === dayKey(now - 86_400_000)) words = t("yesterday");
  else {
    const how = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: boot.zone };
    words = new Intl.DateTimeFormat(boot.language, how).format(moment);
  }
  return { key, words };
}

/** A size in bytes as people read it. */
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const how = { style: "unit", unit: units[unit], unitDisplay: unit ? "short" : "long", maximumFractionDigits: value < 10 && unit ? 1 : 0 };
  return new Intl.NumberFormat(boot.language, how).format(value);
}
