// Puts a merge field where the writer is, and tells the preview which language is on show.
const form = document.getElementById("letter-form");
let place = null;

form?.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-merge]")) place = target;
});
form?.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-insert]");
  if (!button) return;
  const shown = place?.closest(".tab-pane.active") ? place : form.querySelector(".tab-pane.active textarea");
  shown.setRangeText(`{{ ${button.dataset.insert} }}`, shown.selectionStart, shown.selectionEnd, "end");
  shown.focus();
  shown.dispatchEvent(new Event("input", { bubbles: true }));
});
form?.addEventListener("shown.bs.tab", ({ target }) => {
  form.querySelector("[data-preview-language]").value = target.dataset.language;
  document.body.dispatchEvent(new CustomEvent("letters:language"));
});
