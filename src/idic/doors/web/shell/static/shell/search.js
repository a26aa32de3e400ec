// The search box of the top bar: a combobox over the results that the server sends.
const box = document.querySelector("[data-search]");

if (box) {
  const input = box.querySelector("input");
  const panel = box.querySelector("[role=listbox]");
  const hits = () => [...panel.querySelectorAll("a[role=option]")];
  let active = -1;
  // What is on show may still belong to what was typed before: Enter then waits for the answer.
  let isStale = false;
  let isWanted = false;

  const mark = (position) => {
    const all = hits();
    active = all.length ? (position + all.length) % all.length : -1;
    all.forEach((hit, index) => hit.setAttribute("aria-selected", String(index === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  const show = (open) => {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) {
      isWanted = false;
      active = -1;
      hits().forEach((hit) => hit.setAttribute("aria-selected", "false"));
      input.removeAttribute("aria-activedescendant");
    }
  };

  new MutationObserver(() => {
    isStale = false;
    if (document.activeElement !== input) return;
    const open = panel.childElementCount > 0;
    const wanted = isWanted;
    show(open);
    if (open && input.value.trim()) mark(0);
    if (open && wanted) hits()[0]?.click();
  }).observe(panel, { childList: true });

  input.addEventListener("focus", () => show(panel.childElementCount > 0));
  input.addEventListener("input", () => {
    isStale = true;
    isWanted = false;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (!panel.hidden) show(false);
      else if (input.value) {
        input.value = "";
        panel.replaceChildren();
      } else input.blur();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isStale) isWanted = true;
      else if (!panel.hidden && active >= 0) hits()[active].click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) show(panel.childElementCount > 0);
      if (!panel.hidden) mark(active < 0 && event.key === "ArrowUp" ? -1 : active + (event.key === "ArrowDown" ? 1 : -1));
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) show(false);
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) show(false);
  });
}
