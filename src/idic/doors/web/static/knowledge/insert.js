// What is suggested beside a case goes into the answer at the cursor; it is never sent by itself.
document.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-insert]");
  const box = document.querySelector("textarea[data-reply-text]");
  if (!offer || !box) return;
  const text = offer.dataset.insert;
  const before = box.value.slice(0, box.selectionStart);
  const gap = before && !before.endsWith("\n") ? "\n\n" : "";
  const answer = document.querySelector('.reply-kinds [value="answer"]');
  if (answer) answer.checked = true;
  box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});
