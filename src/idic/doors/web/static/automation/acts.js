// Order and removal of a rule's acts; a new one takes the focus.
const acts = document.getElementById("acts");

acts?.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-act]");
  if (!act) return;
  if (target.closest("[data-act-remove]")) {
    const next = act.nextElementSibling ?? act.previousElementSibling;
    act.remove();
    next?.querySelector("input:not([type=hidden]), select")?.focus();
  } else if (target.closest("[data-act-up]") && act.previousElementSibling) {
    act.previousElementSibling.before(act);
    target.closest("[data-act-up]").focus();
  } else if (target.closest("[data-act-down]") && act.nextElementSibling) {
    act.nextElementSibling.after(act);
    target.closest("[data-act-down]").focus();
  }
});

if (acts) {
  new MutationObserver(() => {
    const added = acts.querySelector("[data-new]");
    if (!added) return;
    added.removeAttribute("data-new");
    added.querySelector("input:not([type=hidden]), select")?.focus();
  }).observe(acts, { childList: true });
}
