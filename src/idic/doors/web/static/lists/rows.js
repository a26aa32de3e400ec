// Rows by keys: J and K to the next and the one before, X chooses, O opens at the side. Enter follows the link in focus.
// While a record is open at the side, J and K belong to it (records/panel.js).
const rows = () => [...document.querySelectorAll("[data-row]")];
const here = () => document.activeElement?.closest?.("[data-row]");
const lead = (row) => row?.querySelector(".cell-title, a[href]");

const step = (by) => {
  const all = rows();
  const at = all.indexOf(here());
  const next = lead(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("has-panel")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "x") here()?.querySelector("[data-select]")?.click();
  else if (key === "o" && here()?.dataset.panelUrl) here().click();
  else return;
  event.preventDefault();
});
