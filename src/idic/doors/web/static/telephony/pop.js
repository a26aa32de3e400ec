// Who rings at the telephone of the person at this screen, on whatever page they are; and numbers that are dialled by a click.
const EVERY_MS = 700;
const REST_MS = 120_000;
const REST = "idic-no-telephone-until";
const CLOSED = "idic-calls-closed";
const DIALS = "idic-dials";
const place = document.getElementById("call-pop");
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") || "{}")["X-CSRFToken"] || "";
const closed = () => new Set((sessionStorage.getItem(CLOSED) || "").split(" "));
let seen = null;
let asking = false;

const hideClosed = () => {
  const gone = closed();
  for (const card of place.querySelectorAll("[data-call]")) if (gone.has(card.dataset.call)) card.remove();
  place.normalize();
  if (!place.childElementCount) place.replaceChildren();
};

async function ask() {
  if (asking || document.hidden || Date.now() < Number(sessionStorage.getItem(REST) || 0)) return;
  asking = true;
  try {
    const answer = await fetch(seen === null ? place.dataset.url : `${place.dataset.url}?seen=${encodeURIComponent(seen)}`);
    const told = answer.headers.get("Idic-Telephone");
    if (told) sessionStorage.setItem(DIALS, told === "dials" ? "1" : "");
    if (answer.redirected || (!answer.ok && answer.status !== 204) || told === "none") {
      sessionStorage.setItem(REST, String(Date.now() + REST_MS));
    } else if (answer.status === 200) {
      seen = answer.headers.get("Idic-Seen") || "";
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...document.importNode(fresh.body, true).childNodes);
      hideClosed();
    }
  } catch {
    // No connection: the next look comes soon.
  } finally {
    asking = false;
  }
}

if (place) {
  // whoever has just given telephones to people may have one now
  if (document.querySelector("[data-telephones]")) sessionStorage.removeItem(REST);
  place.addEventListener("click", (event) => {
    const card = event.target.closest("[data-call-close]")?.closest("[data-call]");
    if (!card) return;
    sessionStorage.setItem(CLOSED, [...closed(), card.dataset.call].slice(-20).join(" "));
    hideClosed();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.('a[href^="tel:"]');
    if (!link || !sessionStorage.getItem(DIALS)) return;
    event.preventDefault();
    const body = new URLSearchParams({ number: link.getAttribute("href").slice(4) });
    const say = (text, tone) => document.dispatchEvent(new CustomEvent("toast", { detail: { toasts: [{ text, tone, undo: "" }] } }));
    try {
      const answer = await fetch(place.dataset.dial, { method: "POST", body, headers: { "X-CSRFToken": csrf() } });
      say(await answer.text(), answer.ok ? "success" : "error");
    } catch {
      window.location.href = link.href;
    }
  });
  document.addEventListener("visibilitychange", ask);
  ask();
  setInterval(ask, EVERY_MS);
}
