// Ctrl+Enter asks, a name beside the editor goes where the writer is, and what is saved is what stands in the editor.
const text = document.getElementById("sql-text");
const form = document.getElementById("sql-form");

text?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-insert]");
  if (!button || !text) return;
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.focus();
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-takes-text]") && text) target.elements.text.value = text.value;
});
