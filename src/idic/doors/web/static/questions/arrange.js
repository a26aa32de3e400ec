// The questions of a dashboard are dragged into their order; the arrows do the same by keys.
const { default: Sortable } = await import(document.getElementById("arrange-script").dataset.sortable);

for (const list of document.querySelectorAll("[data-arrange]")) {
  Sortable.create(list, { handle: ".arrange-grip", animation: 120 });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  const item = button.closest("li");
  const other = button.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (button.dataset.move === "-1") other.before(item); else other.after(item);
  button.focus();
});
