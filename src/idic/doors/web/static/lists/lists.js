// Selecting rows, choosing columns, the dialogs of a list. All by delegation: the list is replaced whenever it changes.
const boxes = () => [...document.querySelectorAll("[data-select]")];
let last = null;

function tell() {
  const form = document.querySelector("[data-acts]");
  if (!form) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const all = form.querySelector("[data-all]");
  if (chosen < boxes().length) all.value = "0";
  const count = form.querySelector("[data-count]");
  count.textContent = all.value === "1" ? count.dataset.everything : chosen === 1 ? count.dataset.one : count.dataset.many.replace("%n", chosen);
  const page = document.querySelector("[data-select-page]");
  page.checked = chosen > 0 && chosen === boxes().length;
  page.indeterminate = chosen > 0 && chosen < boxes().length;
}

const choose = (checked) => {
  boxes().forEach((box) => { box.checked = checked; });
  tell();
};

document.addEventListener("click", (event) => {
  const box = event.target.closest("[data-select]");
  if (box) {
    const all = boxes();
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
      all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = box;
    tell();
  } else if (event.target.closest("[data-select-page]")) {
    choose(event.target.closest("[data-select-page]").checked);
  } else if (event.target.closest("[data-select-all]")) {
    choose(true);
    document.querySelector("[data-all]").value = "1";
    tell();
  } else if (event.target.closest("[data-select-none]")) {
    choose(false);
  } else if (event.target.closest("[data-column-up], [data-column-down]")) {
    const button = event.target.closest("[data-column-up], [data-column-down]");
    const line = button.closest("[data-column]");
    if (button.matches("[data-column-up]")) line.previousElementSibling?.before(line);
    else line.nextElementSibling?.after(line);
    button.focus();
  } else if (event.target.closest("[data-dialog-open=export]")) {
    const place = document.querySelector("[data-export-ids]");
    const chosen = boxes().filter((one) => one.checked);
    const isAll = document.querySelector("[data-all]")?.value === "1";
    place.replaceChildren(...(isAll ? [] : chosen).map((one) => Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: one.value })));
  }
});

// Of several inputs only that of the chosen field is asked for.
function show() {
  const field = document.querySelector("[data-act-field]");
  if (!field) return;
  for (const place of document.querySelectorAll("[data-input]")) {
    place.hidden = place.dataset.input !== field.value;
    place.querySelectorAll("input, select, textarea").forEach((one) => { one.disabled = place.hidden; });
  }
}
document.addEventListener("change", (event) => { if (event.target.matches("[data-act-field]")) show(); });

function start() {
  show();
  tell();
  document.querySelectorAll("dialog[data-open-now]").forEach((dialog) => {
    delete dialog.dataset.openNow;
    if (!dialog.open) dialog.showModal();
  });
}
document.addEventListener("htmx:after:swap", start);
start();
