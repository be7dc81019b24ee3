/* Makes tabs of the perspectives of an object. Everything is readable without this script, and nothing moves by itself.
   Tabs follow the ARIA Authoring Practices; the cards stay an ordinary scrolling list, so that all can be found and read. */

const calm = matchMedia("(prefers-reduced-motion: reduce)");

class PolyvocalCarousel extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".pv-cards");
    this.cards = [...(this.list?.children ?? [])];
    this.tabs = [...this.querySelectorAll(".pv-tab")];
    if (this.cards.length < 2 || this.buttons) return;
    this.makeControls();
    this.listen();
    this.setAll(this.classList.contains("pv-shows-all"));
    addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  makeControls() {
    const controls = this.querySelector(".pv-controls");
    controls.textContent = "";
    const button = (label, act, name) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `pv-button ${name}`;
      made.setAttribute("aria-label", label);
      made.addEventListener("click", act);
      controls.append(made);
      return made;
    };
    this.buttons = [
      button(this.dataset.previous, () => this.show(this.index - 1, true), "pv-previous"),
      button(this.dataset.next, () => this.show(this.index + 1, true), "pv-next"),
    ];
    this.toggle = button(this.dataset.all, () => this.setAll(!this.all, true), "pv-toggle");
    this.status = document.createElement("p");
    this.status.className = "pv-hidden";
    this.status.setAttribute("aria-live", "polite");
    this.append(this.status);
  }

  listen() {
    this.tabs.forEach((tab, index) => {
      tab.addEventListener("click", (event) => {
        if (this.all) return;
        event.preventDefault();
        history.replaceState(null, "", tab.hash);
        this.show(index);
      });
      tab.addEventListener("keydown", (event) => this.press(event));
    });
    let settled;
    this.list.addEventListener("scroll", () => {
      clearTimeout(settled);
      settled = setTimeout(() => this.settle(), 120);
    }, { passive: true });
    const byHand = () => (this.goal = undefined);
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) this.list.addEventListener(name, byHand, { passive: true });
    const bringIn = (event) => {
      const index = this.cards.findIndex((card) => card.contains(event.target));
      if (!this.all && index !== this.index) this.show(index);
    };
    this.list.addEventListener("focusin", bringIn);
    this.list.addEventListener("click", bringIn);
    const watch = new ResizeObserver(() => this.fit());
    this.cards.forEach((card) => watch.observe(card));
  }

  press(event) {
    const rtl = getComputedStyle(this).direction === "rtl";
    const steps = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
    const last = this.cards.length - 1;
    let index = { Home: 0, End: last }[event.key];
    if (event.key in steps) index = (this.index + steps[event.key] + last + 1) % (last + 1);
    if (this.all || index === undefined) return;
    event.preventDefault();
    this.show(index);
    this.tabs[index].focus({ preventScroll: true });
  }

  show(index, aloud = false) {
    if (index < 0 || index >= this.cards.length) return;
    this.select(index, aloud);
    const left = this.distance(this.cards[index]);
    this.goal = Math.abs(left) > 1 ? index : undefined;
    this.list.scrollBy({ left, behavior: calm.matches ? "auto" : "smooth" });
  }

  settle() {
    if (this.all) return;
    const distances = this.cards.map((card) => Math.abs(this.distance(card)));
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest === this.goal) this.goal = undefined;
    // On its way to a card that was chosen, the list may stand still for a moment where the machine is busy.
    if (this.goal === undefined && nearest !== this.index) this.select(nearest, true);
  }

  distance(card) {
    const [a, b] = [card.getBoundingClientRect(), this.list.getBoundingClientRect()];
    return getComputedStyle(this.list).direction === "rtl" ? a.right - b.right : a.left - b.left;
  }

  select(index, aloud) {
    this.index = index;
    this.tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", at === index);
      tab.tabIndex = at === index ? 0 : -1;
    });
    this.buttons[0].disabled = index === 0;
    this.buttons[1].disabled = index === this.cards.length - 1;
    if (aloud) {
      const words = { number: index + 1, total: this.cards.length, name: this.tabs[index].textContent.trim() };
      this.status.textContent = this.dataset.position.replace(/\{(\w+)\}/g, (_, key) => words[key]);
    }
    this.fit();
  }

  fit() {
    this.list.style.height = this.all ? "" : `${Math.ceil(this.cards[this.index]?.getBoundingClientRect().height ?? 0)}px`;
  }

  setAll(all, byHand = false) {
    this.all = all;
    this.classList.toggle("pv-shows-all", all);
    this.toggle.textContent = all ? this.dataset.one : this.dataset.all;
    this.toggle.removeAttribute("aria-label");
    this.buttons.forEach((button) => (button.hidden = all));
    this.setRoles(!all);
    if (all) this.fit();
    else this.select(this.index ?? 0);
    if (!byHand) return;
    const address = new URL(location);
    all ? address.searchParams.set("show", "all") : address.searchParams.delete("show");
    history.replaceState(null, "", address);
  }

  setRoles(tabbed) {
    const set = (element, name, value) => (tabbed ? element.setAttribute(name, value) : element.removeAttribute(name));
    const list = this.querySelector(".pv-tabs");
    set(list, "role", "tablist");
    set(list, "aria-label", list.parentElement.getAttribute("aria-label"));
    this.tabs.forEach((tab, at) => {
      set(tab.parentElement, "role", "presentation");
      set(tab, "role", "tab");
      set(tab, "aria-controls", this.cards[at].id);
      set(this.cards[at], "role", "tabpanel");
      if (!tabbed) ["aria-selected", "tabindex"].forEach((name) => tab.removeAttribute(name));
    });
  }

  follow() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const index = this.cards.findIndex((card) => target && card.contains(target));
    if (index >= 0 && !this.all) this.show(index, true);
  }
}

customElements.define("polyvocal-carousel", PolyvocalCarousel);

/* A gate that was opened stays open for the visit, and no longer. */
for (const gate of document.querySelectorAll("details[data-gate]")) {
  const key = `polyvocal-gate-${gate.dataset.gate}`;
  try {
    gate.open = sessionStorage.getItem(key) === "open";
    gate.addEventListener("toggle", () => sessionStorage.setItem(key, gate.open ? "open" : ""));
  } catch { /* Storage may be refused; then the gate asks again. */ }
}
