// The form of a plan shows what its beginning, and who does it, ask for; a further step shows once the one before has a method.
const form = document.querySelector("[data-plan-form]");
const KINDS = { sale: "after_sale", case_resolved: "care", case_closed: "care", silence: "care", contract: "transaction", cycle: "care" };

function show() {
  const { trigger, owner_rule: rule } = form.elements;
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(trigger.value);
  for (const part of form.querySelectorAll("[data-who]")) part.hidden = !part.dataset.who.split(" ").includes(rule.value);
  let before = true;
  for (const step of form.querySelectorAll("[data-step]")) {
    const method = step.querySelector("select").value;
    step.hidden = !before && !method;
    before = Boolean(method);
  }
}

if (form) {
  let chosen = Boolean(form.elements.version.value) || form.querySelector(".is-invalid") !== null;
  form.addEventListener("change", ({ target }) => {
    if (target.name === "kind") chosen = true;
    if (target.name === "trigger" && !chosen) form.elements.kind.value = KINDS[target.value];
    show();
  });
  show();
}
