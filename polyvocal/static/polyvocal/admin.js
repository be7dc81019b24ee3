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
  // Another empty row as soon as the last one is used.
  for (const rows of document.querySelectorAll("[data-rows]")) {
    rows.addEventListener("change", (event) => {
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
      rows.append(row);
      total.value = number + 1;
    });
  }
})();
