// The inbox follows what happens: more than once a second it asks whether something about a case was told (one statement);
// then the rows are read anew, and the choice of rows, the place on the page and the focus stay as they are. While somebody
// chooses or types in the list, it waits.
const EVERY_MS = 700;
const place = document.querySelector("[data-live-list]");
let last = "";

const busy = () =>
  document.hidden || document.querySelector("dialog[open], .dropdown-menu.show, [data-list].htmx-request") ||
  document.activeElement?.closest?.("[data-list] :is(input[type=search], select, [data-editing])");

async function renew(counts) {
  const chosen = new Set([...document.querySelectorAll("[data-select]:checked")].map((box) => box.value));
  const focus = document.activeElement?.closest?.("[data-row]")?.dataset.row;
  const [x, y] = [window.scrollX, window.scrollY];
  await window.htmx.ajax("GET", window.location.href, { target: "#list", select: "#list", swap: "outerMorph" });
  for (const box of document.querySelectorAll("[data-select]")) box.checked = chosen.has(box.value);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  if (focus && !document.activeElement?.closest?.("[data-row]")) document.querySelector(`[data-row="${CSS.escape(focus)}"] a[href]`)?.focus({ preventScroll: true });
  window.scrollTo(x, y);
  const shown = [...document.querySelectorAll(".tab-links .tab-count")];
  counts.forEach((count, number) => { if (shown[number]) shown[number].textContent = count; });
}

async function look() {
  if (!busy() || !last) {
    try {
      const answer = await fetch(`${place.dataset.liveList}?since=${last}`, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) {
        const told = await answer.json();
        last = told.last;
        if (told.changed) await renew(told.counts);
      }
    } catch {
      // No connection: the next look comes soon.
    }
  }
  setTimeout(look, EVERY_MS);
}

if (place) look();
