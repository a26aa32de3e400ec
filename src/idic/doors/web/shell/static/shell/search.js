// The search box of the top bar: a combobox over the results that the server sends.
const box = document.querySelector("[data-search]");

if (box) {
  const input = box.querySelector("input");
  const panel = box.querySelector("[role=listbox]");
  const hits = () => [...panel.querySelectorAll("a[role=option]")];
  let active = -1;

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
      active = -1;
      input.removeAttribute("aria-activedescendant");
    }
  };

  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement !== input) return;
    const open = panel.childElementCount > 0;
    show(open);
    if (open && hits().length) mark(0);
  });

  input.addEventListener("focus", () => show(panel.childElementCount > 0));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (panel.hidden) input.value = "";
      show(false);
    } else if (panel.hidden) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      hits()[active].click();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) show(false);
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) show(false);
  });
}
