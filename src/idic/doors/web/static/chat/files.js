// Files that a visitor attaches: chosen, pasted or dropped, they stand in the form's own field until the message has arrived.
const language = document.documentElement.lang;

function sized(bytes) {
  const [unit, value] = bytes < 1e6 ? ["kilobyte", Math.max(1, Math.round(bytes / 1e3))] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

function attachable(form, place) {
  const input = place.querySelector("input");
  const list = place.querySelector("ul");
  const status = place.querySelector("[role=status]");
  const refusal = document.createElement("p");
  refusal.className = "field-error";
  refusal.setAttribute("role", "alert");
  refusal.id = `${input.id}-refusal`;
  place.prepend(refusal);
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby")} ${refusal.id}`);
  let chosen = [];

  function keep(files) {
    chosen = files;
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
    list.replaceChildren(...files.map(shown));
    list.hidden = !files.length;
    form.dispatchEvent(new CustomEvent("chat:files"));
  }
  function shown(file) {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "chat-chosen-name", textContent: file.name });
    const size = Object.assign(document.createElement("span"), { className: "chat-hint", textContent: sized(file.size) });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-icon btn-quiet", textContent: "✕" });
    button.setAttribute("aria-label", place.dataset.remove.replace("{name}", file.name));
    button.addEventListener("click", () => {
      refusal.textContent = "";
      keep(chosen.filter((one) => one !== file));
      (list.querySelector("button") || input).focus();
    });
    item.append(name, size, button);
    return item;
  }
  function add(files) {
    const together = [...chosen, ...files];
    const size = together.reduce((sum, file) => sum + file.size, 0);
    const fits = together.length <= Number(place.dataset.most) && size <= Number(place.dataset.limit);
    refusal.textContent = fits ? "" : place.dataset.tooMany;
    keep(fits ? together : chosen);
  }

  input.addEventListener("change", () => add([...input.files]));
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("is-over", name === "dragover");
      if (name === "drop") add([...event.dataTransfer.files]);
    });
  }
  // A picture of the screen is pasted; text that was copied with one stays text.
  form.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain")) return;
    event.preventDefault();
    add([...files]);
  });
  form.addEventListener("chat:sending", () => {
    refusal.textContent = "";
    status.textContent = chosen.length ? place.dataset.sending : "";
  });
  // With what has arrived; with nothing where nothing has: then all of it still stands here.
  form.addEventListener("chat:sent", (event) => {
    status.textContent = "";
    if (event.detail?.length) keep(chosen.filter((one) => !event.detail.includes(one)));
  });
  form.addEventListener("chat:refused", (event) => {
    refusal.textContent = event.detail;
    input.focus();
  });
}

for (const form of document.querySelectorAll("[data-chat-start], [data-chat-write]")) {
  const place = form.querySelector("[data-chat-files]");
  if (place) attachable(form, place);
}
