// Counts words while they are written and adds rows of voices or sources. Everything works without it.
(() => {
  "use strict";
  const count = (area) => {
    const shown = document.getElementById(area.dataset.counts);
    const number = area.value.split(/\s+/).filter(Boolean).length;
    shown.value = number === 1 ? shown.dataset.one : shown.dataset.many.replace("%s", number);
  };
  for (const area of document.querySelectorAll("textarea[data-counts]")) {
    area.addEventListener("input", () => count(area));
  }
  // A list that is searched says its label to screen readers, not its choice alone.
  const name = (part) => {
    for (const list of part.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${list.id}"]`);
      const box = list.parentElement.querySelector(".select2-selection");
      if (!label || !box) continue;
      label.id ||= `${list.id}-label`;
      const chosen = box.querySelector(".select2-selection__rendered");
      chosen.setAttribute("aria-labelledby", label.id); // to a reader it is a field of its own
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    }
  };
  window.django?.jQuery?.(() => name(document));
  // Another empty row as soon as the last one is used.
  for (const rows of document.querySelectorAll("[data-rows]")) {
    // Lists that are searched tell jQuery, not the page, that something was chosen.
    django.jQuery(rows).on("change", (event) => {
      const last = rows.lastElementChild;
      if (!last.contains(event.target) || !event.target.value) return;
      const total = document.getElementById(`id_${rows.dataset.rows}-TOTAL_FORMS`);
      const number = Number(total.value);
      const row = last.cloneNode(true);
      for (const part of row.querySelectorAll("[name],[id],[for],[data-model-ref],[href]")) {
        for (const key of ["name", "id", "for"]) {
          const value = part.getAttribute(key);
          if (value) part.setAttribute(key, value.replace(`-${number - 1}-`, `-${number}-`));
        }
        if (part.matches("select:first-of-type, input") && part.name.match(/(voice|source|locator)$/)) part.value = "";
      }
      for (const shown of row.querySelectorAll(".select2")) shown.remove();
      for (const list of row.querySelectorAll("select.admin-autocomplete")) {
        list.classList.remove("select2-hidden-accessible");
        for (const name of ["data-select2-id", "tabindex", "aria-hidden"]) list.removeAttribute(name);
        list.replaceChildren(new Option("", ""));
      }
      rows.append(row);
      total.value = number + 1;
      row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
      name(row);
    });
  }
})();
