/* The atlas in the browser: draws the units of a level, classes them, and holds the selection.
 *
 * Geometry comes once a file and stays in memory. Python sends a payload (draw/payload.py) at each
 * rerun and receives { selection, n, held, asks }: the selected codes, a counter of the reader's
 * choices, the digests of the lists that the map has kept, by which alone Python then calls them, and
 * whether it asks for some that it has lost.
 */

import { CommuneCanvas } from "./canvas.js";
import {
  circleOrder,
  edgeOf,
  groundOf,
  isDimmed,
  isOutside,
  letterOf,
  markedUnits,
  markOf,
  paintOf,
  radiusOf,
} from "./colours.js";
import { Coverage } from "./coverage.js";
import { draw, Drawing, drawUnit } from "./drawing.js";
import { divisionOf, fileOf, Files } from "./files.js";
import { Furniture } from "./furniture.js";
import { boundsOf, toLatLng } from "./geometry.js";
import { elementOf, L } from "./leaflet.js";
import { KeptLists } from "./lists.js";
import { NamesCanvas } from "./names.js";
import { PlaceKeeper } from "./place.js";
import { Reader } from "./reader.js";
import { readSites, readSurroundings, readTowns } from "./shapes.js";
import { afterFrame, PADDING } from "./sheet.js";
import { SitesCanvas } from "./sites.js";
import { onMessage, onReturn, pageAround, sendChoice, tellPainted } from "./streamlit.js";
import { readFrames, readTopology } from "./topology.js";
import { View } from "./view.js";

/** @import * as Leaflet from "leaflet" */
/** @import { Level, Message, Payload, Point, Site, UnitNode } from "./types.d.ts" */

const ANSWER_MS = 10000;
/* Python writes the address of a run with the place that the map had when the run began. */
const ADDRESS_MS = 500;
const MARKS_Z_INDEX = 450;
const NAMES_Z_INDEX = 460;
const LEAST_DIVIDED_ZOOM = 7;
const SITES_Z_INDEX = 440;
const CANVAS_Z_INDEX = 350;

window.__atlas = { updates: 0, ready: false, geometry: null };

function isDarkPage() {
  const { backgroundColor } = getComputedStyle(document.body);
  const [red, green, blue] = (backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128;
}

export class AtlasLayer extends L.Layer {
  /** @type {View} */
  view;
  /** @type {Furniture} */
  furniture;
  /** @type {Drawing} */
  drawing;
  /** @type {CommuneCanvas} */
  canvas;
  /** @type {SitesCanvas} */
  sites;
  /** @type {NamesCanvas} */
  names;
  /** @type {Reader} */
  reader;
  /** @type {Payload} */
  payload;
  /** @type {Level | null} */
  level = null;
  /** @type {Map<string, Level>} */
  levels = new Map();
  /** @type {KeptLists} */
  lists;
  /** @type {Message | null} the last one, whose lists may still be on their way */
  message = null;
  /** @type {string[]} */
  selected = [];
  n = 0;
  chosenAt = -Infinity;
  /** @type {Leaflet.Tooltip | null} */
  pin = null;
  /** @type {boolean | undefined} */
  isDark;
  /** @type {string | undefined} */
  pageBackground;
  /** @type {string | null | undefined} */
  regionsFile;
  /** @type {string | null | undefined} */
  outlineFile;
  /** @type {string | null | undefined} */
  framesFile;
  /** @type {string | null | undefined} */
  aroundFile;

  /**
   * Where the files and the lists are.
   * @param {{ folder: string, values: string }} options
   */
  constructor({ folder, values }) {
    super();
    this.files = new Files(folder);
    this.lists = new KeptLists(values);
  }

  /** @param {Leaflet.Map} map */
  onAdd(map) {
    map.getContainer().classList.add("atlas");
    // One finger scrolls the page, two move the map (Leaflet's own pinch does both).
    if (matchMedia("(pointer: coarse)").matches) map.dragging.disable();
    this.view = new View(map, new PlaceKeeper(pageAround()));
    onReturn(() => this.view.restore());
    this.furniture = new Furniture(map, this.view);
    map.createPane("atlas-marks").style.zIndex = String(MARKS_Z_INDEX);
    map.createPane("atlas-names").style.zIndex = String(NAMES_Z_INDEX);
    map.createPane("atlas-sites").style.zIndex = String(SITES_Z_INDEX);
    map.createPane("atlas-canvas").style.zIndex = String(CANVAS_Z_INDEX);
    const svg = L.svg({ padding: PADDING }).addTo(map);
    const marks = L.svg({ padding: PADDING, pane: "atlas-marks" }).addTo(map);
    this.drawing = new Drawing(map, elementOf(svg), elementOf(marks), window.Atlas.patterns);
    for (const renderer of [svg, marks]) renderer.on("update", this.place, this);
    this.place();
    const { patterns } = this.drawing;
    this.canvas = new CommuneCanvas(patterns, () => this.tellReady()).addTo(map);
    this.sites = new SitesCanvas().addTo(map);
    this.names = new NamesCanvas().addTo(map);
    map.on("zoomend", () => this.showDivisions());
    this.reader = new Reader(map, this);
    onMessage((background) => this.changeTheme(background));
    window.__atlas.placeOf = (code) => this.placeOf(code);
    window.Atlas.update = (message) => this.update(message);
    return this;
  }

  place() {
    if (this.drawing.place()) this.sizeCircles();
  }

  sizeCircles() {
    const { payload, level, drawing } = this;
    if (!payload?.radii || !level) return;
    for (const circle of level.circles || []) {
      circle.setAttribute("r", String(radiusOf(payload, circle.rank) / drawing.scale));
    }
    const gap = Number(getComputedStyle(drawing.marks).getPropertyValue("--ring-gap"));
    for (const ring of drawing.marks.querySelectorAll("circle")) {
      const { rank } = /** @type {UnitNode} */ (/** @type {unknown} */ (ring));
      ring.setAttribute("r", String((radiusOf(payload, rank) + gap) / drawing.scale));
    }
  }

  /* ---- What Python sends ---- */

  /** @param {Message} sent with the texts alone that are not those of the script */
  update(sent) {
    const { texts } = sent;
    const message = { ...sent, texts: { ...window.Atlas.texts[texts.language], ...texts } };
    window.__atlas.ready = false;
    setTimeout(() => this.view.save(), ADDRESS_MS);
    this.furniture.say(message.texts);
    this.furniture.setBackground(message.background);
    this.setTheme(message);
    const isAnswered = this.adoptSelection(message);
    this.message = message;
    if (this.drawMessage(message)) return;
    if (!this.level) this.furniture.tell(message.texts.loading);
    Promise.all(message.lists.map(({ digest }) => this.lists.read(digest))).catch(() => {}).then(
      () => {
        // A newer message has taken over, or will when its own lists are there.
        if (this.message === message && !this.drawMessage(message)) this.tell(isAnswered);
      },
    );
  }

  /**
   * Whether the lists of a message are there, which is then drawn.
   * @param {Message} message
   */
  drawMessage(message) {
    const lists = message.lists.map((sent) => this.lists.take(sent));
    if (lists.includes(undefined)) return false;
    this.payload = Object.assign({}, message, ...lists);
    this.drawWhenRead(this.payload);
    return true;
  }

  /** @param {Payload} payload */
  drawWhenRead(payload) {
    const { geometry, outline, regions, insets, surroundings, sites, members, texts } = payload;
    // What stands beside the selected units is framed with them.
    const beside = members.filter(({ colours }) => colours.length).map(({ file }) => file);
    const lines = [fileOf(outline), fileOf(regions), ...beside];
    const wanted = new Set([geometry, ...lines, insets, surroundings, sites?.file ?? null]);
    const missing = [...wanted].filter((file) => file !== null && !this.files.has(file));
    // Asked for with the others: on a first view, names would come half a second after the map.
    this.later(payload.towns, readTowns, () => this.level && this.showNames());
    if (!missing.length) {
      this.drawAll();
      return;
    }
    if (this.level?.file !== geometry) this.furniture.tell(texts.loading);
    const reading = missing.map((file) =>
      this.files.read(String(file), this.decoderOf(payload, file))
    );
    Promise.allSettled(reading).then(() => {
      // A newer payload has taken over, or will when its own files are there.
      if (this.payload === payload) this.drawAll();
    });
  }

  /**
   * @param {Payload} payload
   * @param {string | null} file
   */
  decoderOf({ insets, surroundings, sites }, file) {
    if (file === insets) return readFrames;
    if (file === surroundings) return readSurroundings;
    return file === sites?.file ? readSites : readTopology;
  }

  /** A map whose last choice is not answered yet says it again rather than ask. */
  tell(asks = false) {
    const { selected, n, lists } = this;
    sendChoice({ selection: selected.slice(), n, held: lists.digests, asks });
  }

  /** @param {Pick<Message, "theme" | "background">} message */
  setTheme({ theme, background }) {
    // Asking for a style makes the browser work them all out: once a theme.
    if (!theme) this.isDark ??= isDarkPage();
    const { classList } = this._map.getContainer();
    classList.toggle("is-dark", theme ? theme === "dark" : this.isDark);
    classList.toggle("has-tiles", Boolean(background));
  }

  /**
   * A canvas does not follow a style sheet.
   * @param {string | undefined} background
   */
  changeTheme(background) {
    if (!this.payload || background === this.pageBackground) return;
    this.pageBackground = background;
    this.isDark = undefined;
    const { classList } = this._map.getContainer();
    const wasDark = classList.contains("is-dark");
    this.setTheme(this.payload);
    if (classList.contains("is-dark") === wasDark) return;
    this.paintCanvas();
    this.showSites();
    this.showNames();
  }

  /**
   * Python is right, unless it spoke before it heard the reader's last choice.
   * @param {Message} message
   */
  adoptSelection({ selected, selection_n: heard }) {
    const isAnswered = heard >= this.n || performance.now() - this.chosenAt > ANSWER_MS;
    if (!isAnswered) return false;
    this.n = Math.max(this.n, heard);
    this.selected = selected.slice();
    return true;
  }

  /* ---- Drawing ---- */

  drawAll() {
    const { payload, files } = this;
    const content = files.units(payload.geometry);
    if (!content) {
      this.clear();
      this.furniture.tell(payload.texts.failure, true);
      tellPainted();
      return;
    }
    this.furniture.tell("");
    this._map.getContainer().classList.toggle("has-circles", Boolean(payload.radii));
    this.drawOverlays();
    this.showLevel(payload.geometry);
    this.paint();
    this.showSelection();
    this.showPin();
    this.look();
    this.showSites();
    this.showDivisions();
    this.showMembers();
    // To write names takes as long as to read the units, which are shown first.
    afterFrame(() => this.showNames());
    if (content instanceof Coverage) this.paintCanvas();
    else this.tellReady();
  }

  tellReady() {
    const { geometry } = this.payload;
    if (geometry !== this.level?.file) return;
    window.__atlas.updates += 1;
    Object.assign(window.__atlas, { geometry, ready: true });
    tellPainted();
  }

  showSites() {
    const { payload: { sites, kept_sites: kept }, files } = this;
    const isDark = this._map.getContainer().classList.contains("is-dark");
    const found = files.sites(sites?.file ?? null);
    this.sites.show(found, sites && found.length ? { ...sites, kept } : null, isDark);
  }

  /**
   * What the first drawing does not wait for: drawn when its file is there, if it is still asked for.
   * @param {string | null | undefined} file
   * @param {(content: any) => any} decode
   * @param {() => void} show
   */
  later(file, decode, show) {
    if (!file || this.files.has(file)) return;
    this.files.read(file, decode).then(show, () => this.furniture.remark("overlay_failure"));
  }

  /** Towns, and the units of a level whose names a reader looks for. */
  showNames() {
    const { payload: { towns: file, has_names: hasNames }, level, files } = this;
    const towns = files.towns(file);
    const units = hasNames && level ? level.units : [];
    const isDark = this._map.getContainer().classList.contains("is-dark");
    const mark = JSON.stringify([units.length && level?.file, towns.length, isDark]);
    this.names.show({ units, towns, mark });
  }

  /** Borders of the départements, close to the ground. */
  showDivisions() {
    const file = this.payload?.departements;
    const isClose = this._map.getZoom() >= LEAST_DIVIDED_ZOOM;
    const { departements: group } = this.drawing;
    group.style.display = isClose ? "" : "none";
    if (!file || !isClose || group.hasChildNodes()) return;
    this.later(file, readTopology, () => this.showDivisions());
    this.drawing.drawLines(group, this.linesOf(file), [""]);
  }

  /** Units of other levels, with their colour where they have one. */
  members() {
    return this.payload.members.flatMap(({ file, codes, colours }) => {
      const colourOf = new Map(codes.map((code, rank) => [code, colours[rank]]));
      return this.linesOf(file)
        .filter(({ code }) => colourOf.has(code))
        .map((unit) => ({ ...unit, colour: colourOf.get(unit.code) }));
    });
  }

  /** Borders of the members inside the selected territories, and what stands beside them. */
  showMembers() {
    for (const { file } of this.payload.members) {
      this.later(file, readTopology, () => this.showMembers());
    }
    const selected = this.ranksOf(this.selected).map((rank) => this.unitAt(rank).path);
    this.drawing.drawMembers(this.members(), selected.join(""));
  }

  clear() {
    this.level = null;
    this.canvas.clear();
    this.drawing.clear();
    window.__atlas.geometry = null;
  }

  drawOverlays() {
    const { files, drawing } = this;
    const { outline, regions, insets, surroundings, sites } = this.payload;
    const wanted = [fileOf(outline), fileOf(regions), insets, surroundings, sites?.file ?? null];
    if (wanted.every((file) => !file || files.has(file))) this.furniture.forget("overlay_failure");
    else this.furniture.remark("overlay_failure");
    if (this.regionsFile !== regions) {
      this.regionsFile = regions;
      drawing.drawLines(drawing.land, this.linesOf(regions), [""]);
      drawing.drawLines(drawing.regions, this.linesOf(regions), [""]);
    }
    if (this.outlineFile !== outline) {
      this.outlineFile = outline;
      const names = ["atlas-outline-casing", "atlas-outline"];
      drawing.drawLines(drawing.outlines, this.linesOf(outline), names);
    }
    if (this.framesFile !== insets) {
      this.framesFile = insets;
      drawing.drawFrames(files.shapes(insets));
    }
    if (this.aroundFile !== surroundings) {
      this.aroundFile = surroundings;
      drawing.drawSurroundings(files.shapes(surroundings));
    }
  }

  /**
   * Units whose outlines are drawn as paths; a division of a file is drawn on the canvas.
   * @param {string | null} lines
   */
  linesOf(lines) {
    return (!divisionOf(lines) && this.files.units(lines)?.units) || [];
  }

  /** @param {string} file */
  showLevel(file) {
    if (this.level?.file === file) return;
    const level = this.levels.get(file) ?? this.buildLevel(file);
    this.levels.set(file, level);
    this.level = level;
    this.drawing.units.replaceChildren(level.group);
    this.drawing.circles.replaceChildren();
    this.drawing.focus.replaceChildren();
    this.reader.leave();
    this._map.getContainer().classList.toggle("has-canvas", Boolean(level.coverage));
    if (!level.coverage) this.canvas.clear();
    else this.activate(level.active);
  }

  /**
   * A coverage is drawn on the canvas: of its units, only those met by keyboard have a node.
   * @param {string} file
   * @returns {Level}
   */
  buildLevel(file) {
    const content = this.files.units(file) ?? { units: [], rankOf: new Map() };
    const coverage = content instanceof Coverage ? content : null;
    const { units, rankOf } = content;
    /** @type {Level} */
    const level = { file, units, rankOf, coverage, group: draw("g"), nodes: [], active: 0 };
    if (!coverage) units.forEach((_unit, rank) => this.addNode(level, rank));
    return level;
  }

  /**
   * @param {Level} level
   * @param {number} rank
   */
  addNode(level, rank) {
    const { code, path } = level.units[rank];
    const attributes = { d: path, role: "button", tabindex: rank ? -1 : 0, "data-code": code };
    const node = drawUnit(rank, "path", "atlas-unit", level.group, attributes);
    level.nodes[rank] = node;
    return node;
  }

  /**
   * @param {Level} level
   * @param {number} rank
   */
  nodeOf(level, rank) {
    if (level.nodes[rank]) return level.nodes[rank];
    const node = this.addNode(level, rank);
    this.describeNode(node);
    node.setAttribute("aria-pressed", String(this.selected.includes(level.units[rank].code)));
    return node;
  }

  /** @param {UnitNode} node */
  describeNode(node) {
    const label = this.describe(node.rank).filter(Boolean).join(", ");
    if (node.label !== label) node.setAttribute("aria-label", node.label = label);
  }

  /** Inside the browser, only what changed is touched. */
  paint() {
    const { payload, level, drawing } = this;
    if (!level) return;
    drawing.units.setAttribute("aria-label", payload.texts.map_label || "");
    level.nodes.forEach((node, rank) => {
      this.describeNode(node);
      if (level.coverage) return;
      const letter = groundOf(payload, letterOf(payload, rank));
      const fill = paintOf(payload, letter, drawing.patterns);
      const look = `atlas-unit leaflet-interactive${this.fade(rank)}`;
      if (node.fill !== fill) node.setAttribute("fill", node.fill = fill);
      if (node.look !== look) node.setAttribute("class", node.look = look);
    });
    if (level.coverage) return;
    drawing.drawPatterns(level.units, markedUnits(payload, [...level.units.keys()]));
    this.paintCircles(level);
  }

  /** The mark holds all that the look depends on: a selection alone draws nothing again. */
  paintCanvas() {
    const { payload, level } = this;
    if (!level?.coverage) return;
    const { lists, colours, highlight, outline, regions, radii, background } = payload;
    const [shades, labels] = lists.map(({ digest }) => digest);
    const isDark = this._map.getContainer().classList.contains("is-dark");
    const around = this.files.shapes(payload.surroundings);
    this.canvas.show({
      coverage: level.coverage,
      colouring: payload,
      circles: circleOrder(payload, level.units.length),
      around,
      isDark,
      hasTiles: Boolean(background),
      mark: JSON.stringify([
        [shades, colours, highlight, outline, regions, background, isDark],
        [around.length, radii && labels],
      ]),
      regions: divisionOf(regions),
      outline: divisionOf(outline),
    });
  }

  /** @param {number} rank */
  fade(rank) {
    return isDimmed(this.payload, rank) ? " is-dimmed" : "";
  }

  /**
   * Name, figure, rank and place in the filter of a unit.
   * @param {number} rank
   */
  describe(rank) {
    const { payload } = this;
    const outside = isOutside(payload, rank) ? payload.texts.outside_filter : "";
    const said = payload.labels[payload.label_of[rank]] ?? "";
    return [this.unitAt(rank).name, ...said.split("\n"), outside];
  }

  /**
   * Name, sector and CO2 of a site.
   * @param {Site} site
   */
  describeSite({ name, sector, co2 }) {
    const { sites, texts } = this.payload;
    const tonnes = co2 && co2.toLocaleString(texts.language);
    const said = co2 ? texts.site_co2.replace("{tonnes}", String(tonnes)) : texts.site_no_co2;
    return [name, sites?.labels[sector] ?? "", said];
  }

  /** @param {number} rank */
  unitAt(rank) {
    if (!this.level) throw new Error("no level is drawn");
    return this.level.units[rank];
  }

  /** @param {Level} level */
  paintCircles(level) {
    const { payload, drawing } = this;
    if (!payload.radii) {
      drawing.circles.replaceChildren();
      return;
    }
    level.circles ||= level.units.map(({ label: [x, y] }, rank) =>
      drawUnit(rank, "circle", "", null, { cx: x, cy: y })
    );
    const { circles } = level;
    const drawn = circleOrder(payload, circles.length).map((rank) => circles[rank]);
    for (const circle of drawn) {
      const letter = letterOf(payload, circle.rank);
      circle.setAttribute("fill", paintOf(payload, letter, drawing.patterns));
      circle.setAttribute("stroke", edgeOf(payload, letter));
      const edge = markOf(payload, circle.rank) && " is-marked";
      circle.setAttribute("class", `atlas-circle${edge}${this.fade(circle.rank)}`);
    }
    drawing.circles.replaceChildren(...drawn);
    this.sizeCircles();
  }

  /**
   * Ranks of those units that the level has.
   * @param {string[]} codes
   */
  ranksOf(codes) {
    return codes.map((code) => this.level?.rankOf.get(code) ?? -1).filter((rank) => rank >= 0);
  }

  showSelection() {
    const ranks = this.ranksOf(this.selected);
    this.drawing.marks.replaceChildren();
    this.drawing.marks.classList.toggle("atlas-fine", this.payload.is_fine);
    for (const name of ["atlas-halo", "atlas-selection"]) {
      for (const rank of ranks) this.mark(name, rank);
    }
    this.sizeCircles();
    // The keyboard comes to the map by what is selected.
    if (this.level && ranks.length && !ranks.includes(this.level.active)) this.activate(ranks[0]);
    const pressed = new Set(ranks);
    this.level?.nodes.forEach((node, rank) => {
      const isPressed = pressed.has(rank);
      if (node.pressed === isPressed) return;
      node.pressed = isPressed;
      node.setAttribute("aria-pressed", String(isPressed));
    });
  }

  /** A name that points at a place: a commune inside the unit that is selected for it. */
  showPin() {
    const { pin } = this.payload;
    this.pin?.remove();
    this.pin = null;
    if (!pin) return;
    const name = document.createElement("strong");
    name.textContent = pin.name;
    this.pin = L.tooltip({
      className: "atlas-tooltip atlas-pin",
      direction: "top",
      permanent: true,
    })
      .setLatLng([pin.latitude, pin.longitude])
      .setContent(name)
      .addTo(this._map);
  }

  /**
   * The outline of a unit, and of its circle.
   * @param {string} name
   * @param {number} rank
   */
  mark(name, rank) {
    const { path, label: [cx, cy] } = this.unitAt(rank);
    draw("path", name, this.drawing.marks, { d: path });
    if (radiusOf(this.payload, rank)) {
      drawUnit(rank, "circle", name, this.drawing.marks, { cx, cy });
    }
  }

  /** Where to look: the whole of France, or what Python asks to show. */
  look() {
    const { payload: { bounds, insets, focus, is_linked }, level, view } = this;
    const everything = [...(level?.units ?? []), ...this.files.shapes(insets)];
    view.setHome(L.latLngBounds(bounds ?? boundsOf(everything)));
    view.link(is_linked);
    if (!focus) return;
    const shown = this.framedUnits(focus.codes);
    const isAll = shown.length === level?.units.length;
    if (shown.length) view.focus(focus, isAll ? view.home : L.latLngBounds(boundsOf(shown)));
  }

  /**
   * The units of these codes; without any, those in the filter.
   * @param {string[]} codes
   */
  framedUnits(codes) {
    const { payload, level } = this;
    if (codes.length) {
      const beside = this.members().filter(({ code, colour }) => colour && codes.includes(code));
      return [...this.ranksOf(codes).map((rank) => this.unitAt(rank)), ...beside];
    }
    return level?.units.filter((_unit, rank) => !isOutside(payload, rank)) ?? [];
  }

  /* ---- What the reader chooses ---- */

  /**
   * Outlined here and now; Python hears of it and answers with the same counter.
   * @param {number} rank
   * @param {boolean} adds
   */
  choose(rank, adds) {
    const { code } = this.unitAt(rank);
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
  }

  /** @param {number} rank */
  activate(rank) {
    const { level } = this;
    if (!level) return;
    this.nodeOf(level, level.active).setAttribute("tabindex", "-1");
    this.nodeOf(level, rank).setAttribute("tabindex", "0");
    level.active = rank;
  }

  /** @param {number} rank */
  goTo(rank) {
    if (rank < 0 || !this.level) return;
    this.activate(rank);
    this.nodeOf(this.level, rank).focus({ preventScroll: true });
  }

  /**
   * Where in the frame the middle of a unit is, in pixels: a canvas has no shape to ask.
   * @param {string} code
   * @returns {Point}
   */
  placeOf(code) {
    const { label } = this.unitAt(this.ranksOf([code])[0]);
    const { x, y } = this._map.latLngToContainerPoint(toLatLng(label));
    return [x, y];
  }
}

window.Atlas.Layer = AtlasLayer;
