// What was called and who waits, read anew every two seconds, in one language or in all of them by turns; a chime for every call.
const EVERY_MS = 2000;
const TURN_MS = 10_000;
const place = document.getElementById("board");
const button = document.querySelector("[data-sound]");
const turn = place.dataset.turn.split(" ");
let mark = place.dataset.mark;
let sound;

// Two falling tones. A browser lets nothing sound before somebody has touched the page, so there is a button for it.
function chime() {
  if (!sound) return;
  [880, 660].forEach((pitch, number) => {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    const begins = sound.currentTime + number * 0.45;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, begins);
    volume.gain.exponentialRampToValueAtTime(0.5, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + 0.9);
    tone.connect(volume).connect(sound.destination);
    tone.start(begins);
    tone.stop(begins + 1);
  });
}
button.addEventListener("click", () => {
  sound = new AudioContext();
  button.remove();
  chime();
});

async function look() {
  try {
    const language = turn[Math.floor(Date.now() / TURN_MS) % turn.length];
    const answer = await fetch(`${place.dataset.board}?in=${encodeURIComponent(language)}`);
    if (!answer.ok) return;
    const now = answer.headers.get("Idic-Mark") || "";
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
    const called = place.querySelector(".board-called");
    const renewed = fresh.querySelector(".board-called");
    // The region that is read aloud stays the same element, and is touched only where it has changed.
    if (called.innerHTML !== renewed.innerHTML) called.replaceChildren(...document.importNode(renewed, true).childNodes);
    called.setAttribute("aria-label", renewed.getAttribute("aria-label"));
    for (const part of ["header", "footer"]) place.querySelector(part).replaceWith(document.importNode(fresh.querySelector(part), true));
    place.querySelector(".board").lang = fresh.lang;
    if (now !== mark && now) chime();
    mark = now;
  } catch {
    // No connection: the next look comes soon.
  }
}
setInterval(look, EVERY_MS);
