// Cards are dragged between the columns of a board; the menu of each card does the same by keys.
const { default: Sortable } = await import(document.getElementById("board-script").dataset.sortable);

function ready() {
  for (const column of document.querySelectorAll("[data-board-column]:not([data-ready])")) {
    column.dataset.ready = "";
    Sortable.create(column, {
      group: "board",
      sort: false,
      draggable: "[data-card]",
      filter: ".board-move",
      preventOnFilter: false,
      delay: 150,
      delayOnTouchOnly: true,
      onEnd: ({ item, from, to }) => {
        if (from === to) return;
        const form = item.querySelector("form");
        const wanted = [...form.querySelectorAll("[name=to]")].find((button) => button.value === to.dataset.boardColumn);
        form.requestSubmit(wanted);
      },
    });
  }
}
document.addEventListener("htmx:after:swap", ready);
ready();
