/* The atlas in the browser: draws the units of a level, classes them, answers pointer and keyboard.
 *
 * Geometry comes once a file and stays in memory. Python sends a payload (draw/payload.py) at each
 * rerun and receives { selection, n, held, asks }: the selected codes, a counter of the reader's
 * choices, the digests of the lists that the map has kept, by which alone Python then calls them, and
 * whether it asks for some that it has lost.
 */
window.Atlas = window.Atlas || {};

(function (Atlas) {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const CLASS_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const DRAG_PX = 4;
  const ANSWER_MS = 10000;
  const NAME_PX = 5.2;
  const LEAST_NAMED_PX = 64;
  const PADDING = 0.3;
  const MARKS_Z_INDEX = 450;
  const CANVAS_Z_INDEX = 350;
  const LISTS_KEPT = 24;
  /* The ring of a selected circle lies around it: on it, it would hide the small ones. */
  const RING_PX = 3;
  const DIRECTIONS = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };

  /* What tests and benchmarks wait for. */
  const state = { updates: 0, ready: false, geometry: null };
  window.__atlas = state;

  function draw(tag, className, parent, attributes = {}) {
    const node = document.createElementNS(SVG, tag);
    if (className) node.setAttribute("class", className);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    parent?.appendChild(node);
    return node;
  }

  function isDarkPage() {
    const [red, green, blue] = getComputedStyle(document.body)
      .backgroundColor.match(/[\d.]+/g)
      .map(Number);
    return 0.3 * red + 0.59 * green + 0.11 * blue < 128;
  }

  /* Streamlit's library adds the same style sheet at each message: kept, it would be one more for
   * every click, and each would have the browser work out the style of all units again. */
  function dropRepeatedStyle() {
    const [last, before] = [...document.head.querySelectorAll("style")].reverse();
    if (before && last.textContent === before.textContent) last.remove();
  }

  /* Lines may be a division of a file, as in `commune.json#region`. */
  function fileOf(lines) {
    return lines?.split("#")[0];
  }

  function divisionOf(lines) {
    return lines?.split("#")[1] || "";
  }

  Atlas.Layer = L.Layer.extend({
    /* options: folder (where the geometry files are), patterns (SVG of the missing statuses). */
    initialize(options) {
      L.setOptions(this, options);
      this.files = new Map();
      this.fetching = new Map();
      this.levels = new Map();
      this.lists = new Map();
      this.selected = [];
      this.n = 0;
      this.chosenAt = -Infinity;
    },

    onAdd(map) {
      map.getContainer().classList.add("atlas");
      // One finger scrolls the page, two move the map (Leaflet's own pinch does both).
      if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
      this.view = new Atlas.View(map, !Atlas.held);
      this.furniture = new Atlas.Furniture(map, this.view);
      // What follows the pointer lies in a drawing of its own: the big one is not painted again.
      map.createPane("atlas-marks").style.zIndex = MARKS_Z_INDEX;
      map.createPane("atlas-canvas").style.zIndex = CANVAS_Z_INDEX;
      const drawings = [{}, { pane: "atlas-marks" }].map((options) =>
        L.svg({ padding: PADDING, ...options }).addTo(map)
      );
      this.addGroups(...drawings.map((drawing) => drawing._container));
      for (const drawing of drawings) drawing.on("update", this.place, this);
      this.place();
      this.canvas = new Atlas.CommuneCanvas(this.patterns, () => this.tellReady()).addTo(map);
      this.tooltip = L.tooltip({ className: "atlas-tooltip", offset: [14, 0], opacity: 1 });
      this.listen();
      state.placeOf = (code) => this.placeOf(code);
      Atlas.update = (payload) => this.update(payload);
    },

    addGroups(svg, marks) {
      svg.setAttribute("role", "presentation");
      marks.setAttribute("aria-hidden", "true");
      const definitions = draw("defs", "", svg);
      definitions.innerHTML = this.options.patterns;
      this.patterns = [...definitions.children];
      this.world = draw("g", "atlas-world", svg);
      this.overWorld = draw("g", "atlas-world", marks);
      this.frames = draw("g", "atlas-frames", this.world);
      this.land = draw("g", "atlas-land", this.world);
      this.units = draw("g", "atlas-units", this.world, { role: "group" });
      this.regions = draw("g", "atlas-regions", this.world);
      this.outlines = draw("g", "atlas-outlines", this.world);
      this.circles = draw("g", "atlas-circles", this.world, { "aria-hidden": "true" });
      this.names = draw("g", "atlas-frame-names", this.world, { "aria-hidden": "true" });
      this.marks = draw("g", "atlas-marks", this.overWorld);
      this.hover = draw("path", "atlas-hover", this.overWorld);
      this.focus = draw("g", "atlas-focus", this.overWorld);
    },

    /* The whole drawing follows a move or a zoom with one transform. */
    place() {
      const origin = this._map.getPixelOrigin();
      const scale = this._map.getZoomScale(this._map.getZoom(), Atlas.REFERENCE_ZOOM);
      const shift = `translate(${-origin.x} ${-origin.y})`;
      for (const world of [this.world, this.overWorld]) {
        world.setAttribute("transform", `${shift} scale(${scale})`);
      }
      if (scale === this.scale) return;
      this.scale = scale;
      this.world.style.setProperty("--fineness", Atlas.fineness(this._map.getZoom()));
      for (const pattern of this.patterns) {
        pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
      }
      this.sizeCircles();
      this.sizeNames();
    },

    sizeCircles() {
      if (!this.payload?.radii || !this.level) return;
      for (const circle of this.level.circles || []) {
        circle.setAttribute("r", this.radiusOf(circle.rank) / this.scale);
      }
      for (const ring of this.marks.querySelectorAll("circle")) {
        ring.setAttribute("r", (this.radiusOf(ring.rank) + RING_PX) / this.scale);
      }
    },

    radiusOf(rank) {
      return this.payload.radii?.[this.payload.label_of[rank]] || 0;
    },

    /* Names keep their size on screen, and leave frames too small for them. */
    sizeNames() {
      for (const text of this.names.children) {
        const [left, top, right] = text.box;
        text.setAttribute("transform", `translate(${left} ${top}) scale(${1 / this.scale})`);
        const room = (right - left) * this.scale;
        const needed = Math.max(LEAST_NAMED_PX, text.textContent.length * NAME_PX + 8);
        text.style.display = room < needed ? "none" : "";
      }
    },

    /* ---- What Python sends ---- */

    update(payload) {
      state.ready = false;
      this.furniture.say(payload.texts);
      this.furniture.setBackground(payload.background);
      this.setTheme(payload);
      const isAnswered = this.adoptSelection(payload);
      const lists = payload.lists.map((sent) => this.keep(sent));
      if (lists.includes(undefined)) {
        if (!this.level) this.furniture.tell(payload.texts.loading);
        this.tell(isAnswered);
        return;
      }
      this.payload = Object.assign({}, payload, ...lists);
      const { geometry, outline, regions, insets } = payload;
      const wanted = [geometry, fileOf(outline), fileOf(regions), insets];
      const missing = [...new Set(wanted)].filter((file) => file && !this.files.has(file));
      if (!missing.length) {
        this.drawAll();
        return;
      }
      const held = this.payload;
      if (this.level?.file !== geometry) this.furniture.tell(payload.texts.loading);
      const reading = missing.map((file) =>
        this.read(file, file === insets ? Atlas.readFrames : Atlas.readTopology)
      );
      Promise.allSettled(reading).then(() => {
        // A newer payload has taken over, or will when its own files are there.
        if (this.payload === held) this.drawAll();
      });
    },

    /* The lists of a digest, the last used last; undefined once they were let go. */
    keep({ digest, ...sent }) {
      if (sent.label_of !== undefined) sent.label_of = Atlas.unpack(sent.label_of);
      const lists = Object.keys(sent).length ? sent : this.lists.get(digest);
      this.lists.delete(digest);
      if (lists) this.lists.set(digest, lists);
      if (this.lists.size > LISTS_KEPT) this.lists.delete(this.lists.keys().next().value);
      return lists;
    },

    /* A map whose last choice is not answered yet says it again rather than ask. */
    tell(asks = false) {
      const [selection, held] = [this.selected.slice(), [...this.lists.keys()]];
      window.Streamlit?.setComponentValue({ selection, n: this.n, held, asks });
    },

    /* A saved map holds its files. Elsewhere their names hold a hash of their content: what is in
     * the cache is never stale. */
    async load(file) {
      if (Atlas.held?.[file]) return Atlas.held[file];
      const answer = await fetch(this.options.folder + file, { cache: "force-cache" });
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      return answer.json();
    },

    read(file, decode) {
      if (!this.fetching.has(file)) {
        const reading = this.load(file)
          .then((content) => this.files.set(file, decode(content)))
          .finally(() => this.fetching.delete(file));
        this.fetching.set(file, reading);
      }
      return this.fetching.get(file);
    },

    setTheme({ theme, background } = this.payload) {
      // Asking for a style makes the browser work them all out: once a theme.
      if (!theme) this.isDark ??= isDarkPage();
      const container = this._map.getContainer();
      container.classList.toggle("is-dark", theme ? theme === "dark" : this.isDark);
      container.classList.toggle("has-tiles", Boolean(background));
    },

    /* A canvas does not follow a style sheet. */
    changeTheme(background) {
      if (!this.payload || background === this.pageBackground) return;
      this.pageBackground = background;
      this.isDark = undefined;
      const { classList } = this._map.getContainer();
      const wasDark = classList.contains("is-dark");
      this.setTheme();
      if (this.level?.coverage && classList.contains("is-dark") !== wasDark) this.paintCanvas();
    },

    /* Python is right, unless it spoke before it heard the reader's last choice. */
    adoptSelection({ selected, selection_n: heard }) {
      const isAnswered = heard >= this.n || performance.now() - this.chosenAt > ANSWER_MS;
      if (!isAnswered) return false;
      this.n = Math.max(this.n, heard);
      this.selected = selected.slice();
      return true;
    },

    /* ---- Drawing ---- */

    drawAll() {
      const { payload, files } = this;
      if (!files.has(payload.geometry)) {
        this.clear();
        this.furniture.tell(payload.texts.failure, true);
        return;
      }
      this.furniture.tell("");
      this._map.getContainer().classList.toggle("has-circles", Boolean(payload.radii));
      this.drawOverlays();
      this.showLevel(payload.geometry);
      this.paint();
      this.showSelection();
      this.look();
      if (this.level.coverage) this.paintCanvas();
      else this.tellReady();
    },

    tellReady() {
      if (this.payload.geometry !== this.level?.file) return;
      state.updates += 1;
      state.geometry = this.payload.geometry;
      state.ready = true;
    },

    clear() {
      this.level = null;
      this.canvas.clear();
      state.geometry = null;
      for (const group of [this.units, this.circles, this.marks, this.focus]) {
        group.replaceChildren();
      }
      this.hover.removeAttribute("d");
    },

    drawOverlays() {
      const { outline, regions, insets } = this.payload;
      const wanted = [fileOf(outline), fileOf(regions), insets];
      const isWhole = wanted.every((file) => !file || this.files.has(file));
      this.furniture[isWhole ? "forget" : "remark"]("overlay_failure");
      if (this.regionsFile !== regions) {
        this.regionsFile = regions;
        this.drawLines(this.land, regions, [""]);
        this.drawLines(this.regions, regions, [""]);
      }
      if (this.outlineFile !== outline) {
        this.outlineFile = outline;
        this.drawLines(this.outlines, outline, ["atlas-outline-casing", "atlas-outline"]);
      }
      this.drawFrames(insets);
    },

    /* One path a unit: a browser strokes the whole of a path, however little of it is in sight. */
    drawLines(group, file, names) {
      const units = (!divisionOf(file) && this.files.get(file)?.units) || [];
      group.replaceChildren();
      for (const name of names) {
        for (const { path } of units) draw("path", name, group, { d: path });
      }
    },

    drawFrames(file) {
      if (this.framesFile === file) return;
      this.framesFile = file;
      this.frames.replaceChildren();
      this.names.replaceChildren();
      for (const { name, path, box } of this.files.get(file) || []) {
        draw("path", "atlas-frame", this.frames, { d: path });
        const text = draw("text", "atlas-frame-name", this.names, { dx: 4, dy: 12 });
        text.textContent = name;
        text.box = box;
      }
      this.sizeNames();
    },

    showLevel(file) {
      if (this.level?.file === file) return;
      if (!this.levels.has(file)) this.levels.set(file, this.buildLevel(file));
      this.level = this.levels.get(file);
      this.units.replaceChildren(this.level.group);
      this.circles.replaceChildren();
      this.focus.replaceChildren();
      this.leave();
      const { coverage } = this.level;
      this._map.getContainer().classList.toggle("has-canvas", Boolean(coverage));
      if (!coverage) this.canvas.clear();
      else this.activate(this.level.active);
    },

    /* A coverage is drawn on the canvas: of its units, only those met by keyboard have a node. */
    buildLevel(file) {
      const content = this.files.get(file);
      const coverage = content instanceof Atlas.Coverage ? content : null;
      const { units, rankOf } = content;
      const level = { file, units, rankOf, coverage, group: draw("g"), nodes: [], active: 0 };
      if (!coverage) units.forEach((_unit, rank) => this.addNode(level, rank));
      return level;
    },

    addNode(level, rank) {
      const { code, path } = level.units[rank];
      const attributes = { d: path, role: "button", tabindex: rank ? -1 : 0, "data-code": code };
      const node = draw("path", "atlas-unit", level.group, attributes);
      node.rank = rank;
      level.nodes[rank] = node;
      return node;
    },

    nodeOf(rank) {
      const { level } = this;
      if (!level.nodes[rank]) {
        this.describeNode(this.addNode(level, rank));
        level.nodes[rank].setAttribute(
          "aria-pressed",
          this.selected.includes(level.units[rank].code),
        );
      }
      return level.nodes[rank];
    },

    describeNode(node) {
      const label = this.describe(node.rank).filter(Boolean).join(", ");
      if (node.label !== label) node.setAttribute("aria-label", node.label = label);
    },

    /* Inside the browser, only what changed is touched. */
    paint() {
      const { payload, level } = this;
      this.units.setAttribute("aria-label", payload.texts.map_label || "");
      level.nodes.forEach((node, rank) => {
        this.describeNode(node);
        if (level.coverage) return;
        const letter = payload.classes[rank] ?? "x";
        const isGround = Boolean(payload.radii) && CLASS_LETTERS.includes(letter);
        const fill = isGround ? "" : this.fillOf(letter);
        const className = `atlas-unit leaflet-interactive${this.fade(rank)}`;
        if (node.fill !== fill) node.setAttribute("fill", node.fill = fill);
        if (node.look !== className) node.setAttribute("class", node.look = className);
      });
      if (!level.coverage) this.paintCircles();
    },

    /* The mark holds all that the look depends on: a selection alone draws nothing again. */
    paintCanvas() {
      const { payload, level } = this;
      const { lists, classes, colours, highlight, outline, regions, radii, background } = payload;
      const [shades, labels] = lists.map(({ digest }) => digest);
      const isDark = this._map.getContainer().classList.contains("is-dark");
      const frames = this.files.get(payload.insets) || [];
      const isGround = ([letter]) => radii && CLASS_LETTERS.includes(letter);
      const ranks = radii ? level.units.map(({ rank }) => rank) : [];
      this.canvas.show({
        coverage: level.coverage,
        frames,
        isDark,
        hasTiles: Boolean(background),
        mark: JSON.stringify([
          [shades, colours, highlight, outline, regions, background, isDark],
          [frames.length, radii && labels],
        ]),
        regions: divisionOf(regions),
        outline: divisionOf(outline),
        lookOf: (rank) => (classes[rank] ?? "x") + (this.fade(rank) && "-"),
        groundOf: (look) => (isGround(look) ? `x${look.slice(1)}` : look),
        colourOf: (letter) => colours[CLASS_LETTERS.indexOf(letter)],
        edgeOf: (letter) => this.edgeOf(letter),
        radii: radii && ((rank) => this.radiusOf(rank)),
        circles: ranks
          .filter((rank) => this.radiusOf(rank) > 0)
          .sort((one, other) => this.radiusOf(other) - this.radiusOf(one)),
      });
    },

    fillOf(letter) {
      const index = CLASS_LETTERS.indexOf(letter);
      if (index >= 0) return this.payload.colours[index] || "";
      return this.patterns.some(({ id }) => id === `motif-${letter}`)
        ? `url(#motif-${letter})`
        : "";
    },

    edgeOf(letter) {
      return this.payload.edges[CLASS_LETTERS.indexOf(letter)] || "var(--paper)";
    },

    fade(rank) {
      const { dimmed, highlight, classes } = this.payload;
      const isFaded = highlight !== null && classes[rank] !== highlight;
      return dimmed[rank] === "1" || isFaded ? " is-dimmed" : "";
    },

    describe(rank) {
      const { labels, label_of: labelOf, dimmed, texts } = this.payload;
      const outside = dimmed[rank] === "1" ? texts.outside_filter : "";
      return [this.level.units[rank].name, labels[labelOf[rank]], outside];
    },

    /* Big circles lie under small ones, so that every one can be clicked. */
    paintCircles() {
      const { payload, level } = this;
      if (!payload.radii) {
        this.circles.replaceChildren();
        return;
      }
      level.circles ||= level.units.map(({ label: [x, y] }, rank) => {
        const circle = draw("circle", "", null, { cx: x, cy: y });
        circle.rank = rank;
        return circle;
      });
      const drawn = level.circles.filter((circle) => this.radiusOf(circle.rank) > 0);
      drawn.sort((a, b) => this.radiusOf(b.rank) - this.radiusOf(a.rank));
      for (const circle of drawn) {
        circle.setAttribute("fill", this.fillOf(payload.classes[circle.rank]));
        circle.setAttribute("stroke", this.edgeOf(payload.classes[circle.rank]));
        circle.setAttribute("class", `atlas-circle${this.fade(circle.rank)}`);
      }
      this.circles.replaceChildren(...drawn);
      this.sizeCircles();
    },

    showSelection() {
      const { level } = this;
      const ranks = this.selected.map((code) => level.rankOf.get(code)).filter((r) => r >= 0);
      this.marks.replaceChildren();
      for (const name of ["atlas-halo", "atlas-selection"]) {
        for (const rank of ranks) this.mark(name, rank);
      }
      this.sizeCircles();
      const pressed = new Set(ranks);
      level.nodes.forEach((node, rank) => {
        const isPressed = pressed.has(rank);
        if (node.pressed === isPressed) return;
        node.pressed = isPressed;
        node.setAttribute("aria-pressed", isPressed);
      });
    },

    /* The outline of a unit, and of its circle. */
    mark(name, rank) {
      const { path, label } = this.level.units[rank];
      draw("path", name, this.marks, { d: path });
      if (!this.radiusOf(rank)) return;
      draw("circle", name, this.marks, { cx: label[0], cy: label[1] }).rank = rank;
    },

    /* Where to look: the whole of France, or what Python asks to show. */
    look() {
      const { payload, level, view } = this;
      const everything = [...level.units, ...(this.files.get(payload.insets) || [])];
      view.setHome(payload.bounds ? L.latLngBounds(payload.bounds) : Atlas.boundsOf(everything));
      const ranks = (payload.focus?.codes || []).map((code) => level.rankOf.get(code));
      const shown = ranks.filter((rank) => rank >= 0).map((rank) => level.units[rank]);
      if (shown.length) view.focus(payload.focus, Atlas.boundsOf(shown));
    },

    /* ---- What the reader does ---- */

    listen() {
      const container = this._map.getContainer();
      const on = (name, listener) => container.addEventListener(name, listener.bind(this));
      on("pointerdown", (event) => (this.pressed = event));
      on("click", this.onClick);
      on("pointermove", this.onPointerMove);
      on("pointerleave", this.leave);
      on("keydown", this.onKey);
      on("focusin", this.onFocus);
      on("focusout", () => {
        this.focus.replaceChildren();
        this.hideTooltip();
      });
      const { Streamlit } = window;
      // The first before the drawing is touched, the second after.
      Streamlit?.events.addEventListener(Streamlit.RENDER_EVENT, dropRepeatedStyle, true);
      Streamlit?.events.addEventListener(
        Streamlit.RENDER_EVENT,
        ({ detail }) => this.changeTheme(detail.theme?.backgroundColor),
      );
    },

    rankAt(node) {
      return node?.rank ?? -1;
    },

    /* The unit under the pointer: the browser knows which shape, or the coverage which place. */
    rankUnder(event) {
      if (!this.level?.coverage) return this.rankAt(event.target);
      if (event.target.closest(".leaflet-control")) return -1;
      const { x, y } = this._map.mouseEventToLayerPoint(event);
      const { x: left, y: top } = this._map.getPixelOrigin();
      return this.canvas.rankAt([(x + left) / this.scale, (y + top) / this.scale]);
    },

    onClick(event) {
      const rank = this.rankUnder(event);
      if (rank < 0 || this.hasDragged(event)) return;
      this.activate(rank);
      this.choose(rank, event.ctrlKey || event.metaKey || event.shiftKey);
    },

    /* A finger does not drag the map, and browsers move its clicks to the likeliest target. */
    hasDragged({ clientX, clientY }) {
      const { pressed } = this;
      if (pressed?.pointerType !== "mouse") return false;
      return Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY) > DRAG_PX;
    },

    /* Outlined here and now; Python hears of it and answers with the same counter. */
    choose(rank, adds) {
      const { code } = this.level.units[rank];
      const isSelected = this.selected.includes(code);
      if (adds || this.payload.multi) {
        this.selected = isSelected
          ? this.selected.filter((other) => other !== code)
          : [...this.selected, code];
      } else {
        this.selected = isSelected && this.selected.length === 1 ? [] : [code];
      }
      this.n += 1;
      this.chosenAt = performance.now();
      this.showSelection();
      this.tell();
    },

    onPointerMove(event) {
      if (event.buttons) return;
      const rank = this.rankUnder(event);
      if (rank < 0) {
        if (this.hovered >= 0) this.leave();
        return;
      }
      if (this.hovered !== rank) {
        this.hovered = rank;
        this.hover.setAttribute("d", this.level.units[rank].path);
        this.fillTooltip(rank);
      }
      this.showTooltip(this._map.mouseEventToLatLng(event));
    },

    leave() {
      this.hovered = -1;
      this.hover.removeAttribute("d");
      this.hideTooltip();
    },

    fillTooltip(rank) {
      const content = document.createElement("div");
      this.describe(rank).forEach((text, line) => {
        if (!text) return;
        Atlas.element(line ? "div" : "strong", "", content).textContent = text;
      });
      this.tooltip.setContent(content);
    },

    showTooltip(latLng) {
      this.tooltip.setLatLng(latLng);
      if (!this._map.hasLayer(this.tooltip)) this.tooltip.addTo(this._map);
    },

    hideTooltip() {
      this.tooltip.remove();
    },

    /* One tab stop for the whole map: arrows go to the neighbour. */
    onKey(event) {
      const rank = this.rankAt(event.target);
      if (rank < 0) return;
      if (event.key === "Enter" || event.key === " ") {
        this.choose(rank, event.ctrlKey || event.metaKey || event.shiftKey);
      } else if (event.key in DIRECTIONS) {
        this.goTo(Atlas.neighbour(this.level.units, rank, DIRECTIONS[event.key]));
      } else if (event.key === "+" || event.key === "-") {
        this._map.setZoom(this._map.getZoom() + (event.key === "+" ? 1 : -1));
      } else if (event.key === "Home") {
        this.view.goHome();
      } else {
        return;
      }
      event.preventDefault();
    },

    activate(rank) {
      this.nodeOf(this.level.active).setAttribute("tabindex", -1);
      this.nodeOf(rank).setAttribute("tabindex", 0);
      this.level.active = rank;
    },

    goTo(rank) {
      if (rank < 0) return;
      this.activate(rank);
      this.nodeOf(rank).focus({ preventScroll: true });
    },

    /* Where in the frame the middle of a unit is, in pixels: a canvas has no shape to ask. */
    placeOf(code) {
      const { label } = this.level.units[this.level.rankOf.get(code)];
      const { x, y } = this._map.latLngToContainerPoint(Atlas.toLatLng(label));
      return [x, y];
    },

    onFocus({ target }) {
      const rank = this.rankAt(target);
      if (rank < 0 || !target.matches(":focus-visible")) return;
      const { path, label } = this.level.units[rank];
      this.focus.replaceChildren();
      for (const name of ["atlas-focus-casing", "atlas-focus-line"]) {
        draw("path", name, this.focus, { d: path });
      }
      const place = Atlas.toLatLng(label);
      this.view.keepInside(place);
      this.fillTooltip(rank);
      this.showTooltip(place);
    },
  });
})(window.Atlas);
