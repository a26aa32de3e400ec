// The wall follows what happens: more than once a second it asks for the last event (one statement), and reads its figures
// anew when one was about a case. What time alone changes is read anew every fifteen seconds. Hidden, it rests.
const EVERY_MS = 700;
const ANEW_MS = 15000;
const { wallLive } = document.body.dataset;
const full = document.querySelector("[data-wall-full]");
let last = "";
let read = Date.now();

async function renew() {
  read = Date.now();
  const held = document.activeElement?.closest?.("#wall a")?.getAttribute("href");
  await window.htmx.ajax("GET", window.location.href, { target: "#wall", select: "#wall", swap: "outerMorph" });
  if (held && !document.activeElement?.closest?.("#wall")) document.querySelector(`#wall a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(`${wallLive}?since=${last}`, { headers: { Accept: "application/json" } });
      // Signed out: the page itself says so.
      if (answer.redirected) return window.location.reload();
      if (answer.ok) {
        const told = await answer.json();
        const begins = last === "";
        last = told.last;
        if ((told.changed && !begins) || Date.now() - read > ANEW_MS) await renew();
      }
    } catch {
      // No connection: the next look comes soon.
    }
  }
  setTimeout(look, EVERY_MS);
}

full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () => document.documentElement.requestFullscreen());
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
look();
