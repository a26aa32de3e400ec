// The place of one's number, read anew; when it is called the telephone shakes, where it can.
const EVERY_MS = 4000;
const place = document.getElementById("ticket");
const ENDED = ["done", "cancelled"];

async function look() {
  const shown = place.firstElementChild;
  if (ENDED.includes(shown?.dataset.state) || place.contains(document.activeElement)) return;
  try {
    const answer = await fetch(place.dataset.ticket);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    if (fresh.dataset.state === "called" && fresh.dataset.calls !== shown?.dataset.calls) navigator.vibrate?.([300, 150, 300]);
    if (fresh.innerHTML !== shown?.innerHTML) place.replaceChildren(document.importNode(fresh, true));
  } catch {
    // No connection: the next look comes soon.
  }
}
setInterval(look, EVERY_MS);
