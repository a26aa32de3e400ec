// The dialog of the work list closes when its follow-up has been closed; the list asks for itself again.
document.addEventListener("followups:closed", () => document.getElementById("followup-closing")?.close());
