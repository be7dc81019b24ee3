// Follows a job: moves the bar, says now and then how far it is, and opens the result. The page works without it.
(() => {
  "use strict";
  const job = document.querySelector("[data-progress]");
  if (!job) return;
  const bar = job.querySelector("progress");
  const said = job.querySelector("[data-said]");
  const EVERY = 1500;
  const SPOKEN = 10;
  let spokenAt = -SPOKEN;
  const show = (told) => {
    if (told.percent === null) bar.removeAttribute("value");
    else bar.value = told.percent;
    job.querySelector("[data-percent]").textContent = told.percent === null ? "" : `${told.percent}%`;
    job.querySelector("[data-told]").textContent = told.told;
    // A screen reader hears every tenth of the way, not every chunk.
    if (told.percent !== null && told.percent - spokenAt >= SPOKEN) {
      spokenAt = told.percent;
      said.textContent = `${told.percent}%. ${told.told}`;
    }
  };
  const look = async () => {
    try {
      const answer = await fetch(job.dataset.progress, { headers: { Accept: "application/json" } });
      if (answer.redirected || !answer.ok) return location.reload();
      const told = await answer.json();
      if (!told.is_open) return location.reload();
      show(told);
    } catch {
      // The site may be starting again; the next look tells.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY / 3);
})();
