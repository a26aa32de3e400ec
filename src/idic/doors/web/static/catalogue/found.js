// Products found by typing, chosen one after the other: what is ticked goes up to the others that are chosen.
document.addEventListener("change", ({ target }) => {
  const offered = target.closest(".found-offered");
  const field = offered?.closest("[data-found-field]");
  if (!field || !target.checked) return;
  const chosen = field.querySelector("[data-found-chosen]");
  const line = target.closest("label");
  if ([...chosen.querySelectorAll("input")].some((one) => one.value === target.value)) line.remove();
  else chosen.append(line);
  const search = field.querySelector("[type=search]");
  search.value = "";
  search.focus();
});
