// The dialog of the work list closes when its follow-up has been closed; the list asks for itself again.
document.addEventListener("followups:closed", () => document.getElementById("followup-closing")?.close());

// Emptied whenever it closes: nothing that was chosen for one customer may show for the next.
document.addEventListener("close", ({ target }) => {
  if (target.id === "followup-closing") document.getElementById("followup-closing-body").replaceChildren();
}, true);
