// The builder answers each change of its form by htmx. Two things are left to do here: several values of a condition
// are ticked before it answers once, and what is saved is what is on show.
document.addEventListener("change", (event) => {
  const pick = event.target.closest?.(".pick");
  if (!pick || !event.target.closest("#question-form")) return;
  event.stopPropagation();
  pick.dataset.touched = "";
}, true);

// A panel that would leave the page opens towards its other side.
function place(pick) {
  pick.classList.remove("pick-end");
  const panel = pick.querySelector(".pick-panel");
  if (panel && panel.getBoundingClientRect().right > document.documentElement.clientWidth) pick.classList.add("pick-end");
}

document.addEventListener("toggle", (event) => {
  const pick = event.target;
  if (pick.matches?.(".pick[open]")) place(pick);
  if (!pick.matches?.(".pick") || pick.open || !("touched" in pick.dataset)) return;
  delete pick.dataset.touched;
  pick.closest("form").dispatchEvent(new Event("question:changed", { bubbles: true }));
}, true);

// What is ticked stays in sight, whatever is searched for.
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-pick-search]")) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const line of event.target.parentElement.querySelectorAll(".pick-values .form-check")) {
    const isChosen = line.querySelector("input").checked;
    line.hidden = !isChosen && !line.textContent.toLowerCase().includes(wanted);
  }
});

// Enter in the search would send the form before anything is ticked.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("[data-pick-search]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  for (const pick of document.querySelectorAll(".pick[open]")) {
    if (!pick.contains(event.target)) pick.open = false;
  }
});

document.addEventListener("htmx:after:swap", () => {
  document.querySelectorAll(".pick[open]").forEach(place);
  const asked = document.getElementById("asked-now");
  for (const field of document.querySelectorAll("[data-asked]")) field.value = asked?.value ?? "";
});
