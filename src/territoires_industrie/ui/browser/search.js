/* The search field: a list over the page, by kind; arrows, Enter and Escape as in any list. */

/**
 * @typedef {{ id: string, name: string, detail: string, goal: string }} Hit
 *   its `goal`, once shown, takes the focus; without one, the reader goes on typing
 * @typedef {{ title: string, hits: Hit[] }} Group
 * @typedef {{ label: string, placeholder: string, text: string, none: string, counted: string,
 *   groups: Group[] }} Found
 * @typedef {{ data: Found, parentElement: HTMLElement,
 *   setStateValue: (name: string, value: unknown) => void,
 *   setTriggerValue: (name: string, value: unknown) => void }} Component
 */

const TYPING_MS = 150;
const PATIENCE_MS = 10_000;
const TITLES = ".stMain :is(h1, h2, h3, label)";

/** @type {WeakMap<HTMLElement, Field>} */
const fields = new WeakMap();

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {HTMLElement} [parent]
 */
function make(tag, attributes, parent) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent?.append(made);
  return made;
}

/**
 * Put the focus on what was chosen, once the page shows it.
 * @param {string} goal
 */
function focusOn(goal) {
  const until = Date.now() + PATIENCE_MS;
  const look = () => {
    const shown = [...document.querySelectorAll(TITLES)];
    const title = shown.find((one) => one.textContent?.includes(goal));
    if (title instanceof HTMLElement) {
      if (title.tabIndex < 0) title.tabIndex = -1;
      title.focus();
    } else if (Date.now() < until) {
      setTimeout(look, TYPING_MS);
    }
  };
  setTimeout(look, TYPING_MS);
}

/** @param {Element} node */
function middle(node) {
  const { left, right } = node.getBoundingClientRect();
  return (left + right) / 2;
}

/** The menu of a phone is wider than its screen: bring the link of the open page into sight. */
function showOpenPage() {
  const menu = document.querySelector(".st-key-menu");
  /** @type {HTMLAnchorElement[]} */
  const links = [...menu?.querySelectorAll("a") ?? []];
  const open = links.find(({ pathname }) => pathname === location.pathname);
  if (!menu || !open) return;
  open.setAttribute("aria-current", "page");
  // The menu alone moves: the page stays where its reader has scrolled it.
  menu.scrollLeft += middle(open) - middle(menu);
}

/**
 * A link leads to the top of its page: the app's frame stays where it was scrolled, until now.
 * @param {MouseEvent} event
 */
function goToTop({ target, ctrlKey, metaKey, shiftKey }) {
  if (ctrlKey || metaKey || shiftKey || !(target instanceof Element)) return;
  if (target.closest('[data-testid="stPageLink-NavLink"]')) {
    document.querySelector(".stMain")?.scrollTo(0, 0);
  }
}

document.addEventListener("click", goToTop);

class Field {
  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.active = -1;
    this.isAwaited = false;
    this.typing = 0;
    const { parentElement } = component;
    const id = `recherche-${Math.random().toString(36).slice(2)}`;
    const home = make("div", { class: "recherche" }, parentElement);
    this.label = make("label", { for: id }, home);
    this.input = /** @type {HTMLInputElement} */ (make("input", {
      "aria-autocomplete": "list",
      "aria-controls": `${id}-liste`,
      "aria-expanded": "false",
      autocomplete: "off",
      enterkeyhint: "search",
      id,
      maxlength: "100",
      role: "combobox",
      spellcheck: "false",
      type: "search",
    }, home));
    this.list = make("div", { id: `${id}-liste`, role: "listbox" }, home);
    this.list.hidden = true;
    this.said = make("p", { "aria-live": "polite", class: "compte" }, home);
    this.input.addEventListener("input", () => this.onInput());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("focus", () => this.show());
    this.input.addEventListener("blur", () => this.hide());
    // The field keeps the focus while a result is pressed: its list would leave before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      if (option) this.choose(this.options.indexOf(/** @type {HTMLElement} */ (option)));
    });
  }

  get text() {
    return this.input.value.trim();
  }

  get options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** Whether what was found is what this very text finds, rather than an older one. */
  get isCurrent() {
    return this.text !== "" && this.component.data.text === this.text;
  }

  /** @param {Component} component */
  update(component) {
    const isNew = JSON.stringify(component.data) !== JSON.stringify(this.shown);
    this.component = component;
    this.label.textContent = component.data.label;
    this.input.placeholder = component.data.placeholder;
    if (isNew) this.fill(component.data);
    this.show();
    if (this.isAwaited && this.isCurrent) this.choose(0);
  }

  /** @param {Found} found */
  fill(found) {
    this.shown = found;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren();
    for (const { title, hits } of found.groups) {
      const group = make("div", { "aria-label": title, role: "group" }, this.list);
      make("div", { "aria-hidden": "true", class: "genre" }, group).textContent = title;
      for (const { name, detail } of hits) {
        const id = `${this.list.id}-${this.options.length}`;
        const option = make("div", { "aria-selected": "false", id, role: "option" }, group);
        make("span", { class: "nom" }, option).textContent = name;
        make("span", { class: "lieu" }, option).textContent = detail;
      }
    }
    if (!found.groups.length) make("p", {}, this.list).textContent = found.none;
  }

  onInput() {
    this.isAwaited = false;
    clearTimeout(this.typing);
    this.show();
    const { text } = this;
    if (!text || this.isCurrent) return;
    this.typing = setTimeout(() => this.component.setStateValue("text", text), TYPING_MS);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { key } = event;
    const count = this.isCurrent ? this.options.length : 0;
    if (key === "ArrowDown" && count) {
      this.show();
      this.point((this.active + 1) % count);
    } else if (key === "ArrowUp" && count) {
      this.point((this.active > 0 ? this.active : count) - 1);
    } else if (key === "Enter" && this.text) {
      if (this.isCurrent) this.choose(Math.max(this.active, 0));
      else this.isAwaited = true;
    } else if (key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.isAwaited = false;
      this.hide();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {number} place */
  point(place) {
    this.active = place;
    this.options.forEach((option, rank) => {
      option.setAttribute("aria-selected", String(rank === place));
      if (rank !== place) return;
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {number} place */
  choose(place) {
    const hit = this.component.data.groups.flatMap(({ hits }) => hits)[place];
    this.isAwaited = false;
    if (!hit) return;
    this.input.value = "";
    this.hide();
    this.component.setTriggerValue("chosen", hit.id);
    if (hit.goal) focusOn(hit.goal);
    else this.said.textContent = hit.name;
  }

  show() {
    const isOpen = this.isCurrent && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    const { counted, none, groups } = this.component.data;
    this.said.textContent = isOpen ? groups.length ? counted : none : "";
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.said.textContent = "";
  }
}

/** @param {Component} component */
export default function showSearch(component) {
  const { parentElement } = component;
  if (!fields.has(parentElement)) setTimeout(showOpenPage, TYPING_MS);
  const field = fields.get(parentElement) ?? new Field(component);
  fields.set(parentElement, field);
  field.update(component);
}
