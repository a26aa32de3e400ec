// The hours of one day for the next, so that a week is typed once.
const rows = [...document.querySelectorAll("[data-week] .week-row")];

rows.slice(0, -1).forEach((row, place) => {
  const button = row.querySelector("[data-copy-down]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const from = row.querySelectorAll("input");
    rows[place + 1].querySelectorAll("input").forEach((input, number) => {
      input.value = from[number]?.value ?? "";
    });
    rows[place + 1].querySelector("input").focus();
  });
});
