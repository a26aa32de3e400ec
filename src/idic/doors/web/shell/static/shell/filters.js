// Whoever has the filters unfolded keeps them so from list to list; the page's own mark survives a list that is replaced.
const KEPT = "list-filters";
const root = document.documentElement;
function unfold(isOpen) {
  if (isOpen) root.dataset.listFilters = "open";
  else delete root.dataset.listFilters;
  document.querySelector("[data-unfold]")?.setAttribute("aria-expanded", String(isOpen));
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unfold]")) return;
  const isOpen = root.dataset.listFilters !== "open";
  unfold(isOpen);
  try {
    if (isOpen) sessionStorage.setItem(KEPT, "open");
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing may be kept in this browser.
  }
});
function isKeptOpen() {
  try {
    return sessionStorage.getItem(KEPT) === "open";
  } catch {
    return false;
  }
}
unfold(isKeptOpen());
document.addEventListener("htmx:after:swap", () => unfold(root.dataset.listFilters === "open"));
