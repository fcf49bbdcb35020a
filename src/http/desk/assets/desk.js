// Keeps the desk page fresh: when anything changed, the parts marked data-live are taken from a new copy of the page.
// A form that somebody is filling in stays as it is.

/** Milliseconds between two looks. */
const EVERY = 2_500;

const said = document.getElementById("said");
let known = null;

addEventListener("input", (event) => {
  event.target.closest("form")?.setAttribute("data-touched", "");
});

/** The page as it is now; parsed by the browser, its scripts do not run. */
function fresh() {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject(new Error(String(request.status))));
    request.onerror = reject;
    request.send();
  });
}

function isBusy(part) {
  return part.contains(document.activeElement) || part.hasAttribute("data-touched") || part.querySelector("[data-touched]");
}

/** What a part shows, without the keys that differ from copy to copy. */
function shown(part) {
  const copy = part.cloneNode(true);
  for (const input of copy.querySelectorAll('input[type="hidden"]')) input.remove();
  return copy.textContent + [...copy.querySelectorAll("option[selected], input")].map((input) => input.getAttribute("value")).join();
}

function refresh(page) {
  let changed = false;
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!now || isBusy(part) || shown(part) === shown(now)) continue;
    part.replaceWith(document.importNode(now, true));
    changed = true;
  }
  if (changed) said.textContent = document.body.dataset.refreshed;
}

async function look() {
  const response = await fetch("/desk/revision", { credentials: "same-origin" });
  if (!response.ok || response.redirected) return;
  const revision = await response.json();
  if (known !== null && revision !== known) {
    said.textContent = "";
    refresh(await fresh());
  }
  known = revision;
}

if (document.querySelector("[data-live]")) {
  for (;;) {
    if (document.visibilityState === "visible") {
      try {
        await look();
      } catch {
        // The next look tries again.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
