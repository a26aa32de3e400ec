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
  if (words.fields[field].named) {
    const { label, named } = words.fields[field];
    const { element, read } = search(`${words.found_url}?${new URLSearchParams({ name: field })}`, field, label, [value ?? []].flat(), named);
    element.querySelector("[data-name]").hidden = element.querySelector("[data-drop]").hidden = true;
    return { element, read: () => read()[1] };
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

// ---- what they did, and where they belong ----------------------------------------------------------------------------

const BEHAVIOUR = "behaviour:";
const MEMBER = "member_of";

function picker(kind, name, codes) {
  const known = words.behaviours[kind].named[name] ?? {};
  const label = words.behaviours[kind].narrowings.find(([code]) => code === name)[1];
  return search(`${words.choices_url}?${new URLSearchParams({ kind, name })}`, name, label, codes, known);
}

// What is found by typing, chosen one after the other.
function search(url, name, label, codes, known) {
  const element = made("picker");
  element.querySelector("[data-name]").textContent = label;
  const chips = element.querySelector("[data-chosen]");
  const found = element.querySelector("[data-found]");
  const input = element.querySelector("input");
  input.setAttribute("aria-label", label);
  const chip = (code, label) => {
    const one = made("chip");
    known[code] = label;
    one.dataset.code = code;
    one.querySelector("[data-label]").textContent = label;
    one.querySelector("button").addEventListener("click", () => { one.remove(); write(); input.focus(); });
    chips.append(one);
  };
  codes.forEach((code) => chip(code, known[code] ?? code));
  let asked = 0;
  let waiting;
  const ask = async () => {
    const turn = ++asked;
    const answer = await fetch(`${url}&${new URLSearchParams({ q: input.value })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== asked) return;
    const { choices } = await answer.json();
    found.replaceChildren(...choices.map(([code, label]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: label });
      button.addEventListener("click", () => {
        if (![...chips.children].some((one) => one.dataset.code === code)) chip(code, label);
        input.value = "";
        found.replaceChildren();
        write();
        input.focus();
      });
      return button;
    }));
  };
  input.addEventListener("focus", ask);
  input.addEventListener("input", (event) => { event.stopPropagation(); clearTimeout(waiting); waiting = setTimeout(ask, 200); });
  input.addEventListener("change", (event) => event.stopPropagation());
  element.querySelector("[data-drop]").addEventListener("click", () => { element.remove(); write(); });
  return { element, read: () => [name, [...chips.children].map((one) => one.dataset.code)] };
}

function windowEditor(stored = {}) {
  const element = made("window");
  const select = element.querySelector("select");
  select.append(...words.windows.map(([code, label]) => option(code, label)));
  select.value = "last_days" in stored ? "last_days" : stored.since || stored.until ? "between" : "ever";
  const [days, since, until] = ["days", "since", "until"].map((name) => element.querySelector(`[data-${name}] input`));
  if ("last_days" in stored) days.value = stored.last_days;
  since.value = stored.since ?? "";
  until.value = stored.until ?? "";
  const show = () => {
    element.querySelector("[data-days]").hidden = select.value !== "last_days";
    for (const name of ["since", "until"]) element.querySelector(`[data-${name}]`).hidden = select.value !== "between";
  };
  select.addEventListener("change", show);
  show();
  return { element, read: () => {
    if (select.value === "last_days") return { last_days: Number(days.value) };
    if (select.value !== "between") return undefined;
    return { ...(since.value && { since: since.value }), ...(until.value && { until: until.value }) };
  } };
}

// The whole condition behind "what the condition asks about": its parts stand below the first line.
function behaviourEditor(kind, operator, place, more, stored) {
  const about = words.behaviours[kind];
  const measure = more.querySelector("[data-measure]");
  measure.append(...about.measures.map(([code, label]) => option(code, label)));
  measure.value = stored.measure ?? "times";
  const type = () => about.measures.find(([code]) => code === measure.value)[2];
  let value;
  const showValue = (wanted) => {
    words.fields[" measured"] = { label: "", type: type(), choices: [] };
    value = editor(" measured", operator.value, wanted);
    place.replaceChildren(...(value ? [value.element] : []));
  };
  const showOperators = (wanted) => {
    const offered = words.operators[type()].filter(([code]) => !(type() === "number" && (WITHOUT_VALUE.includes(code) || code === "in")));
    operator.replaceChildren(...offered.map(([code, label]) => option(code, label)));
    operator.value = offered.some(([code]) => code === wanted) ? wanted : type() === "number" ? "ge" : "in_last_days";
  };
  const window = windowEditor(stored.window);
  more.querySelector("[data-window]").replaceWith(window.element);
  const pickers = new Map();
  const home = more.querySelector("[data-narrowings]");
  const narrow = (name, codes) => {
    const one = picker(kind, name, codes);
    pickers.set(one.element, one);
    home.append(one.element);
    return one;
  };
  Object.entries(stored.where ?? {}).forEach(([name, codes]) => narrow(name, codes));
  const add = more.querySelector("[data-narrow]");
  add.append(...about.narrowings.map(([code, label]) => option(code, label)));
  add.addEventListener("change", (event) => {
    event.stopPropagation();
    if (add.value && ![...home.children].some((one) => pickers.get(one).read()[0] === add.value)) narrow(add.value, []).element.querySelector("input").focus();
    add.value = "";
    write();
  });
  measure.addEventListener("change", () => { showOperators(operator.value); showValue(); });
  const changed = () => showValue(value?.read());
  operator.addEventListener("change", changed);
  showOperators(stored.op ?? "ge");
  showValue("value" in stored ? stored.value : 1);
  return { stop: () => operator.removeEventListener("change", changed), read: () => {
    const node = { behaviour: kind, measure: measure.value, op: operator.value };
    const held = value?.read();
    if (held !== undefined) node.value = held;
    const where = Object.fromEntries([...home.children].map((one) => pickers.get(one).read()).filter(([, codes]) => codes.length));
    if (Object.keys(where).length) node.where = where;
    const within = window.read();
    if (within && Object.keys(within).length) node.window = within;
    return node;
  } };
}

function memberEditor(operator, place, stored) {
  operator.replaceChildren();
  operator.hidden = true;
  const element = made("choices");
  const chosen = new Set((stored.member_of ?? []).map(Number));
  for (const [pk, name] of words.segments) {
    const line = Object.assign(document.createElement("label"), { className: "form-check" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: pk, checked: chosen.has(pk), className: "form-check-input" });
    line.append(box, Object.assign(document.createElement("span"), { className: "form-check-label", textContent: name }));
    element.append(line);
  }
  place.replaceChildren(element);
  return { stop: () => { operator.hidden = false; }, read: () => ({ member_of: [...element.querySelectorAll("input:checked")].map((box) => Number(box.value)) }) };
}

// ---- conditions and groups -----------------------------------------------------------------------------------------

const editors = new WeakMap();
// Conditions that are no comparison of a field, each with its own reading.
const wholes = new WeakMap();

function condition(stored = {}) {
  const element = made("condition");
  const [field, operator, place] = ["field", "operator", "value"].map((name) => element.querySelector(`[data-${name}]`));
  for (const [label, names] of words.families) {
    const family = document.createElement("optgroup");
    family.label = label;
    family.append(...names.map((name) => option(name, words.fields[name].label)));
    field.append(family);
  }
  if (words.behaviours) {
    for (const [label, offered] of [
      [words.behaviours_label, Object.entries(words.behaviours).map(([code, { label: name }]) => [BEHAVIOUR + code, name])],
      [words.segments_label, words.segments.length ? [[MEMBER, words.segment_field]] : []],
    ]) {
      if (!offered.length) continue;
      const family = Object.assign(document.createElement("optgroup"), { label });
      family.append(...offered.map(([code, name]) => option(code, name)));
      field.prepend(family);
    }
  }
  if (words.fields[stored.field]) field.value = stored.field;
  else if (words.behaviours?.[stored.behaviour]) field.value = BEHAVIOUR + stored.behaviour;
  else if (stored.member_of && words.segments?.length) field.value = MEMBER;
  else field.value = words.families[0][1][0];

  let whole;
  const showWhole = (known) => {
    whole?.stop();
    whole = undefined;
    element.querySelector("[data-more]")?.remove();
    element.classList.remove("builder-behaviour");
    if (field.value === MEMBER) whole = memberEditor(operator, place, known);
    else if (field.value.startsWith(BEHAVIOUR)) {
      const more = made("behaviour");
      element.insertBefore(more, element.querySelector("[data-error]"));
      element.classList.add("builder-behaviour");
      whole = behaviourEditor(field.value.slice(BEHAVIOUR.length), operator, place, more, known);
    }
    wholes.set(element, whole);
    return Boolean(whole);
  };

  const showValue = (value) => {
    const shown = editor(field.value, operator.value, value);
    editors.set(element, shown);
    place.replaceChildren(...(shown ? [shown.element] : []));
  };
  const showOperators = (wanted) => {
    const { type, choices, named } = words.fields[field.value];
    if (named && wanted === "eq") wanted = "in";
    const offered = words.operators[type].filter(([code]) => (named ? ["in", ...WITHOUT_VALUE].includes(code) : !(choices.length && code === "starts_with" && wanted !== code)));
    operator.replaceChildren(...offered.map(([code, label]) => option(code, label)));
    operator.value = offered.some(([code]) => code === wanted) ? wanted : offered.some(([code]) => code === "in") && choices.length ? "in" : offered[0][0];
  };
  field.addEventListener("change", () => {
    if (showWhole({})) return;
    showOperators(operator.value);
    showValue();
  });
  operator.addEventListener("change", () => { if (!whole) showValue(editors.get(element)?.read()); });
  if (!showWhole(stored)) {
    showOperators(stored.op);
    showValue(stored.value);
  }
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
  if (wholes.get(element)) return wholes.get(element).read();
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

function keep() {
  text.value = JSON.stringify(stored(root.firstElementChild, ""));
}

function write() {
  keep();
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
  keep();
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
