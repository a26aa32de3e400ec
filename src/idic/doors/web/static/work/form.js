// A call, visit or meeting has an end; a task has not. Only what the chosen kind needs is shown.
const form = document.querySelector("[data-task-form]");

function show() {
  const timed = form.querySelector("[name=kind]:checked")?.value !== "task";
  const whole = form.querySelector("[name=is_all_day]").checked && timed;
  const often = form.querySelector("[name=frequency]").value;
  for (const part of form.querySelectorAll("[data-timed]")) part.hidden = !timed;
  for (const name of ["clock", "end_clock"]) form.elements[name].disabled = whole;
  form.querySelector("[data-series]").hidden = !often;
  form.querySelector("[data-weekly]").hidden = often !== "weekly";
}

if (form) {
  const shortcuts = form.querySelector("[data-shortcuts]");
  shortcuts.hidden = false;
  shortcuts.addEventListener("click", ({ target }) => {
    const { day } = target.dataset;
    if (!day) return;
    form.elements.day.value = day;
    if (form.elements.end_day.value) form.elements.end_day.value = day;
  });
  form.addEventListener("change", show);
  show();
}
