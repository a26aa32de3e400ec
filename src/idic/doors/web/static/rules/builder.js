// The rule builder: a form of nested groups and conditions, kept in one JSON text that the server reads.
// The server sends the words (JSON beside the form) and the parts (templates); this file only moves them.
// A form [data-builder] holds the text in [data-rule-input] (or name="rule") and a place [data-rule-root]; it may come later, by htmx.
let form, text, root, words;

const WITHOUT_VALUE = ["is_known", "is_unknown"];
const LAST_DAYS = ["in_last_days", "not_in_last_days"];

const made = (name) => document.getElementById(`${name}-template`).content.firstElementChild.cloneNode(true);
const option = (value, label) => new Option(label, value);

// ---- values ------------------------------------------------------------------------------------------------------

function single(type, choices) {
  if (type === "boolean") choices = words.yes_no;
  if (choices.length) {
    const select = document.createElement("select");
    select.className = "form-select";
    select.ariaLabel = document.getElementById("choices-template").content.querySelector("legend").textContent;
    select.append(...choices.map(([code, label]) => option(code, label)));
    return select;
  }
  return made(type === "number" ? "number" : type === "date" ? "day" : "text");
}

const typed = (type, written) => {
  if (written === "") return null;
  if (type === "boolean") return written === "true";
  return type === "number" ? Number(written) : written;
};

// An editor is an element with `read()`, the value as it is stored.
function editor(field, operator, value) {
  const { type, choices } = words.fields[field];
  if (WITHOUT_VALUE.includes(operator)) return null;
  if (LAST_DAYS.includes(operator)) {
    const element = made("days");
    const input = element.querySelector("input");
    if (typeof value === "number") input.value = value;
    return { element, read: () => typed("number", input.value) };
  }
  if (operator === "between") {
    const element = made("between");
    const inputs = ["low", "high"].map((end, place) => {
      const input = single(type, []);
      if (Array.isArray(value) && value[place] !== null) input.value = value[place];
      element.querySelector(`[data-${end}]`).replaceWith(input);
      return input;
    });
    return { element, read: () => inputs.map((input) => typed(type, input.value)) };
  }
  if (["in", "has_any"].includes(operator) && choices.length) {
    const element = made("choices");
    const chosen = new Set([value].flat());
    for (const [code, label] of choices) {
      const line = document.createElement("label");
      line.className = "form-check";
      const box = Object.assign(document.createElement("input"), { type: "checkbox", value: code, checked: chosen.has(code) });
      box.className = "form-check-input";
      const name = Object.assign(document.createElement("span"), { className: "form-check-label", textContent: label });
      line.append(box, name);
      element.append(line);
    }
    return { element, read: () => [...element.querySelectorAll("input:checked")].map((box) => box.value) };
  }
  if (["in", "has_any"].includes(operator)) {
    const element = made("texts");
    const area = element.querySelector("textarea");
    area.value = [value ?? []].flat().join("\n");
    const read = () => area.value.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => typed(type, line));
    return { element, read };
  }
  const element = single(type, operator === "starts_with" ? [] : choices);
  if (value !== undefined && value !== null && !Array.isArray(value)) element.value = String(value);
  return { element, read: () => typed(type, element.value) };
}

// ---- conditions and groups -----------------------------------------------------------------------------------------

const editors = new WeakMap();

function condition(stored = {}) {
  const element = made("condition");
  const [field, operator, place] = ["field", "operator", "value"].map((name) => element.querySelector(`[data-${name}]`));
  for (const [label, names] of words.families) {
    const family = document.createElement("optgroup");
    family.label = label;
    family.append(...names.map((name) => option(name, words.fields[name].label)));
    field.append(family);
  }
  if (words.fields[stored.field]) field.value = stored.field;

  const showValue = (value) => {
    const shown = editor(field.value, operator.value, value);
    editors.set(element, shown);
    place.replaceChildren(...(shown ? [shown.element] : []));
  };
  const showOperators = (wanted) => {
    const { type, choices } = words.fields[field.value];
    const offered = words.operators[type].filter(([code]) => !(choices.length && code === "starts_with" && wanted !== code));
    operator.replaceChildren(...offered.map(([code, label]) => option(code, label)));
    operator.value = offered.some(([code]) => code === wanted) ? wanted : offered.some(([code]) => code === "in") && choices.length ? "in" : offered[0][0];
  };
  field.addEventListener("change", () => { showOperators(operator.value); showValue(); });
  operator.addEventListener("change", () => showValue(editors.get(element)?.read()));
  showOperators(stored.op);
  showValue(stored.value);
  return element;
}

function group(mode, children) {
  const element = made("group");
  const select = element.querySelector("[data-mode]");
  select.append(...words.modes.map(([code, label]) => option(code, label)));
  select.value = mode;
  element.querySelector("[data-children]").append(...children);
  return element;
}

// From the stored form to the elements; a negation of one condition is a group of one.
function shown(node) {
  if (node === null || typeof node !== "object") return condition();
  for (const [prefix, inner] of [["", node], ["not_", node.not]]) {
    if (Array.isArray(inner?.all)) return group(`${prefix}all`, inner.all.map(shown));
    if (Array.isArray(inner?.any)) return group(`${prefix}any`, inner.any.map(shown));
  }
  return node.not ? group("not_all", [shown(node.not)]) : condition(node);
}

// And back; every element remembers the path under which the server speaks of it.
function stored(element, path) {
  element.dataset.path = path;
  if (element.matches("[data-condition]")) {
    const value = editors.get(element)?.read();
    const node = { field: element.querySelector("[data-field]").value, op: element.querySelector("[data-operator]").value };
    return value === undefined ? node : { ...node, value };
  }
  const mode = element.querySelector("[data-mode]").value;
  const name = mode.replace("not_", "");
  const negated = mode.startsWith("not_");
  const inside = negated ? (path ? `${path}.not` : "not") : path;
  element.dataset.innerPath = inside;
  const children = [...element.querySelector("[data-children]").children].map((child, place) =>
    stored(child, `${inside ? `${inside}.` : ""}${name}[${place}]`));
  return negated ? { not: { [name]: children } } : { [name]: children };
}

// ---- errors ----------------------------------------------------------------------------------------------------------

function mark() {
  for (const line of root.querySelectorAll("[data-error]")) {
    line.hidden = true;
    line.parentElement.classList.remove("builder-wrong");
  }
  const told = document.querySelector("#rule-count [data-rule-error]") ?? form.querySelector(".notice[data-rule-error]");
  if (!told) return;
  const path = told.dataset.ruleError;
  const found = [...root.querySelectorAll("[data-condition], [data-group]")]
    .find((element) => element.dataset.path === path || element.dataset.innerPath === path);
  if (!found) return;
  const line = found.matches("[data-group]") ? found.querySelector(":scope > [data-error]") : found.querySelector("[data-error]");
  line.textContent = told.textContent.trim();
  line.hidden = false;
  found.classList.add("builder-wrong");
}

// ---- life ------------------------------------------------------------------------------------------------------------

function write() {
  text.value = JSON.stringify(stored(root.firstElementChild, ""));
  text.dispatchEvent(new CustomEvent("rule:changed", { bubbles: true }));
}

function build(found) {
  form = found;
  form.dataset.built = "";
  text = form.querySelector("[data-rule-input], [name=rule]");
  root = form.querySelector("[data-rule-root]");
  words = JSON.parse(document.getElementById("rule-vocabulary").textContent);
  listen();

  let start = {};
  try {
    start = text.value ? JSON.parse(text.value) : { all: [{}] };
  } catch {
    start = { all: [{}] };
  }
  const first = shown(start);
  root.append(first.matches("[data-group]") ? first : group("all", [first]));
  root.firstElementChild.querySelector(".builder-head [data-remove]").remove();
  form.querySelector("[data-rule-text]").hidden = true;
  root.hidden = false;
  write();
  mark();
}

function listen() {
  root.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    const remove = event.target.closest("[data-remove]");
    if (add) {
      const children = add.closest("[data-group]").querySelector("[data-children]");
      const fresh = add.dataset.add === "group" ? group("any", [condition()]) : condition();
      children.append(fresh);
      write();
      fresh.querySelector("select").focus();
    } else if (remove) {
      const gone = remove.closest("[data-condition], [data-group]");
      const home = gone.parentElement.closest("[data-group]");
      gone.remove();
      write();
      home.querySelector("[data-add]").focus();
    }
  });
  root.addEventListener("input", write);
  root.addEventListener("change", write);
}

function look() {
  const found = document.querySelector("[data-builder]:not([data-built])");
  if (found) build(found);
  else if (form?.isConnected) mark();
}

document.addEventListener("htmx:after:swap", look);
look();
