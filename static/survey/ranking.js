/* Two buttons beside each answer of a question in order, which move it by one place.

   The lists beside them say the same, and are all that there is without scripts. */

const lists = (field) => [...field.querySelectorAll(".ranked:not([hidden]) select")];

/* Move an answer up (-1) or down (1). Up gives the last place to one that has none. */
const move = (all, list, by) => {
  const order = all.filter((each) => +each.value).sort((one, other) => one.value - other.value);
  const at = order.indexOf(list);
  if (at < 0) {
    if (by < 0 && order.length < list.options.length - 1) order.push(list);
  } else if (order[at + by]) {
    [order[at], order[at + by]] = [order[at + by], order[at]];
  }
  all.forEach((each) => { each.value = order.indexOf(each) + 1 || "" });
};

/* Put the buttons there, once, where a question takes an order. */
export function rankable(section) {
  const field = section.querySelector("[data-up]");
  if (!field || field.querySelector("button")) return;
  const told = document.createElement("p");
  told.className = "sr";
  told.setAttribute("role", "status");
  for (const list of field.querySelectorAll(".ranked select")) {
    const label = list.labels[0].textContent.trim();
    for (const [sign, words, by] of [["↑", field.dataset.up, -1], ["↓", field.dataset.down, 1]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "textual", textContent: sign });
      button.setAttribute("aria-label", `${words}: ${label}`);
      button.addEventListener("click", () => {
        move(lists(field), list, by);
        told.textContent = `${label}: ${list.selectedOptions[0].textContent}`;
      });
      list.parentElement.append(button);
    }
  }
  field.append(told);
}
