// Who waits, read anew every few seconds, in the background too: the number stands in the title of the tab.
const EVERY_MS = 4000;
const place = document.querySelector("[data-chat-desk]");
const count = () => Number(place.querySelector("[data-waiting]")?.dataset.waiting || 0);
const name = document.title;

async function renew() {
  if (place.contains(document.activeElement) && !document.hidden) return keep();
  try {
    const answer = await fetch(place.dataset.chatDesk);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...fresh.body.childNodes);
    keep();
  } catch {
    // No connection: the next look comes soon.
  }
}
function keep() {
  document.title = count() ? `(${count()}) ${name}` : name;
}
keep();
setInterval(renew, EVERY_MS);
