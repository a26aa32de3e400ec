// The picker of a customer is a combobox over the choices that the server sends; forms and pictures come and go by htmx.
const parts = (inside) => {
  const box = inside.closest?.("[data-picker]");
  const input = box?.querySelector("[role=combobox]");
  return input ? { input, value: box.querySelector("[data-picker-value]"), list: box.querySelector("[role=listbox]") } : null;
};
const choices = (list) => [...list.querySelectorAll("[role=option]")];

function show({ input, list }, open) {
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (!open) input.removeAttribute("aria-activedescendant");
}

function mark({ input, list }, position) {
  const all = choices(list);
  if (!all.length) return;
  const active = (position + all.length) % all.length;
  all.forEach((choice, index) => choice.setAttribute("aria-selected", String(index === active)));
  input.setAttribute("aria-activedescendant", all[active].id);
  all[active].scrollIntoView({ block: "nearest" });
}

const marked = ({ list }) => choices(list).findIndex((choice) => choice.getAttribute("aria-selected") === "true");

function choose(picker, choice) {
  picker.input.value = choice.dataset.name;
  picker.value.value = choice.dataset.id;
  show(picker, false);
  picker.input.focus();
}

document.addEventListener("input", (event) => {
  const picker = parts(event.target);
  // Whoever types on means somebody else than the one chosen before.
  if (picker && event.target === picker.input) picker.value.value = "";
});

document.addEventListener("htmx:after:swap", () => {
  const picker = parts(document.activeElement ?? document.body);
  if (picker && document.activeElement === picker.input && !picker.value.value) {
    show(picker, picker.list.childElementCount > 0 && picker.input.value.trim() !== "");
    mark(picker, 0);
  }
  // A form that has just come is where the writer wants to go on.
  const slot = document.querySelector("#relation-form [data-slot]:not([data-slot-seen])");
  if (slot) {
    slot.dataset.slotSeen = "";
    slot.scrollIntoView({ block: "start" });
    const wanted = [".is-invalid", "[autofocus]", "input:not([type=hidden]), select, textarea"];
    wanted.map((one) => slot.querySelector(one)).find(Boolean)?.focus({ preventScroll: true });
  }
  // On a narrow page the picture begins where its customer stands.
  for (const picture of document.querySelectorAll(".relations-picture:not([data-picture-seen])")) {
    picture.dataset.pictureSeen = "";
    const centre = picture.querySelector(".is-centre rect");
    picture.scrollLeft = Number(centre.getAttribute("x")) + centre.width.baseVal.value / 2 - picture.clientWidth / 2;
  }
});

document.addEventListener("keydown", (event) => {
  const picker = parts(event.target);
  if (!picker || event.target !== picker.input || event.isComposing || picker.list.hidden) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    mark(picker, marked(picker) + step);
  } else if (event.key === "Enter" && marked(picker) >= 0) {
    event.preventDefault();
    choose(picker, choices(picker.list)[marked(picker)]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    show(picker, false);
  }
});

document.addEventListener("pointerdown", (event) => {
  const choice = event.target.closest?.("[data-picker] [role=option]");
  if (choice) {
    event.preventDefault();
    choose(parts(choice), choice);
  }
});

document.addEventListener("focusout", (event) => {
  const picker = parts(event.target);
  if (picker && event.target === picker.input) show(picker, false);
});

document.addEventListener("click", (event) => {
  const closer = event.target.closest?.("#relation-form [data-slot-close]");
  if (!closer) return;
  event.preventDefault();
  closer.closest("#relation-form").replaceChildren();
});
