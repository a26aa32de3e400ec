// The form of an attribute: shows what the chosen type has, and edits its choices by buttons that keys reach too.
const form = document.querySelector("[data-attribute-form]");

if (form) {
  const type = form.querySelector("select[name=type]");
  type?.addEventListener("change", () => { form.dataset.kind = type.value; });

  const rows = form.querySelector("[data-choice-rows]");
  const status = form.querySelector("[data-choice-status]");
  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("[data-choice]");
    if (button.hasAttribute("data-choice-add")) {
      rows.append(form.querySelector("[data-choice-blank]").content.cloneNode(true));
      rows.lastElementChild.querySelector("input:not([type=hidden])").focus();
    } else if (button.hasAttribute("data-choice-remove")) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("input:not([type=hidden])") ?? form.querySelector("[data-choice-add]")).focus();
      changed();
    } else if (button.hasAttribute("data-choice-up") || button.hasAttribute("data-choice-down")) {
      const up = button.hasAttribute("data-choice-up");
      const beside = up ? row.previousElementSibling : row.nextElementSibling;
      if (!beside) return;
      if (up) beside.before(row); else beside.after(row);
      button.focus();
      status.textContent = status.dataset.moved.replace("%(place)s", [...rows.children].indexOf(row) + 1);
      changed();
    } else if (button.dataset.insert) {
      const area = form.querySelector("#id_formula");
      area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, "end");
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
