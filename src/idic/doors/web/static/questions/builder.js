// The builder answers each change of its form by htmx. Two things are left to do here: several values of a condition
// are ticked before it answers once, and what is saved is what is on show.
document.addEventListener("change", (event) => {
  const pick = event.target.closest?.(".pick");
  if (!pick || !event.target.closest("#question-form")) return;
  event.stopPropagation();
  pick.dataset.touched = "";
}, true);

document.addEventListener("toggle", (event) => {
  const pick = event.target;
  if (!pick.matches?.(".pick") || pick.open || !("touched" in pick.dataset)) return;
  delete pick.dataset.touched;
  pick.closest("form").dispatchEvent(new Event("question:changed", { bubbles: true }));
}, true);

document.addEventListener("click", (event) => {
  for (const pick of document.querySelectorAll(".pick[open]")) {
    if (!pick.contains(event.target)) pick.open = false;
  }
});

document.addEventListener("htmx:after:swap", () => {
  const asked = document.getElementById("asked-now");
  for (const field of document.querySelectorAll("[data-asked]")) field.value = asked?.value ?? "";
});
