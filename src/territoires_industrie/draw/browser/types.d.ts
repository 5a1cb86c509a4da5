/** Shapes of the data that the scripts share. */
import type * as Leaflet from "leaflet";
import type { Coverage } from "./coverage.js";
import type { View } from "./view.js";

/** x eastwards and y downwards, in world units of geometry.js; or longitude and latitude. */
export type Point = [number, number];

/** West, north, east and south, in world units. */
export type Box = ArrayLike<number>;

/** What is drawn of a place: its outline as the data of an SVG path, and what it covers. */
export interface Shape {
  name: string;
  path: string;
  box: Box;
}

export interface Unit extends Shape {
  code: string;
  label: Point;
}

/** Units of a file in its order, which is the order of every list of a payload. */
export interface Units {
  units: Unit[];
  rankOf: Map<string, number>;
}

export interface Quantisation {
  scale: Point;
  translate: Point;
}

export type Arcs = number[] | Arcs[];

export interface TopologyGeometry {
  type: string;
  // The depth depends on the type of the geometry.
  // deno-lint-ignore no-explicit-any
  arcs: any;
  geometries?: TopologyGeometry[];
  properties: { code: string; name: string; x: number; y: number };
}

export interface Topology {
  type: "Topology";
  arcs: Point[][];
  transform?: Quantisation;
  objects: { data: { geometries: TopologyGeometry[] } };
}

/** Communes as packing.py writes them. */
export interface PackedTopology {
  type: "PackedTopology";
  arcs: string;
  rings: string;
  codes: string;
  names: string;
  labels: string;
  owners: Record<string, string>;
  transform: Quantisation;
}

/** Frames of the insets, as GeoJSON. */
export interface FrameCollection {
  features: {
    // deno-lint-ignore no-explicit-any
    geometry: { type: string; coordinates: any };
    properties: { name: string };
  }[];
}

/** What lies around France, as screen_around.py writes it. */
export interface PackedShapes {
  shapes: { kind: string; lines: string }[];
}

/** Declared sites, as screen_around.py writes them. */
export interface PackedSites {
  places: string;
  sectors: string;
  co2: string;
  names: string;
}

export interface Site {
  rank: number;
  name: string;
  place: Point;
  /** Rank among the industrial sectors. */
  sector: number;
  /** Tonnes of fossil CO2; 0 where none is declared. */
  co2: number;
}

/** How sites are drawn: draw/payload.py. */
export interface SitesLook {
  file: string;
  /** Of each sector. */
  colours: string[];
  labels: string[];
  /** Rank of the first sector whose sites are squares. */
  squares: number;
  /** Tonnes of the largest circle; 0 where circles do not tell CO2. */
  largest: number;
  /** In pixels: of the largest circle, or of each; and of the smallest. */
  radius: number;
  least: number;
  /** `1` for each site to draw; without it, all are. */
  kept?: string;
}

/** Towns, the most populated first, as screen_around.py writes them. */
export interface PackedTowns {
  places: string;
  people: string;
  names: string;
}

export interface Town {
  name: string;
  place: Point;
  people: number;
}

/** What is named; `mark` is the same for two drawings that would look the same, empty before any. */
export interface NamesLook {
  units: Pick<Unit, "name" | "box" | "label">[];
  towns: Town[];
  mark: string;
}

/** One line of a name, in pixels of a sheet. */
export interface Label {
  text: string;
  x: number;
  y: number;
  align: CanvasTextAlign;
}

/** Units of another level inside the selected ones, or beside them, each in its colour. */
export interface Members {
  file: string;
  codes: string[];
  colours: string[];
}

/** Points of a coverage that are worth drawing at one scale. */
export interface Detail {
  points: Int32Array;
  starts: Int32Array;
}

export type Texts = Record<string, string>;

/** A request to bring units into view, made once for each number; no code: those in the filter. */
export interface Focus {
  codes: string[];
  n: number;
}

/** Lists with an entry a unit: whole, or by the digest of those that the map has kept. */
export interface Lists {
  digest: string;
  classes?: string;
  dimmed?: string;
  marks?: string;
  labels?: string[];
  "label_of"?: string;
  radii?: number[] | null;
  "kept_sites"?: string;
}

/** What decides the colour of a unit. */
export interface Colouring {
  classes: string;
  colours: string[];
  edges: string[];
  dimmed: string;
  marks: string;
  highlight: string | null;
  radii: number[] | null;
  "label_of": Int32Array;
}

/** What Python sends at each rerun: draw/payload.py. */
export interface Message {
  geometry: string;
  outline: string | null;
  regions: string | null;
  insets: string | null;
  surroundings: string | null;
  sites: SitesLook | null;
  "kept_sites"?: string;
  colours: string[];
  edges: string[];
  highlight: string | null;
  lists: Lists[];
  pin: { name: string; longitude: number; latitude: number } | null;
  bounds: [Point, Point] | null;
  selected: string[];
  "selection_n": number;
  towns: string | null;
  "has_names": boolean;
  departements: string | null;
  members: Members[];
  focus: Focus | null;
  multi: boolean;
  "is_linked": boolean;
  "is_fine": boolean;
  theme: "light" | "dark" | null;
  background: string | null;
  texts: Texts;
}

/** A message with its lists in place. */
export type Payload = Message & Colouring & { labels: string[] };

/** What Python hears: streamlit-folium hands it on. */
export interface Choice {
  selection: string[];
  n: number;
  held: string[];
  asks: boolean;
}

/** An element of the drawing that stands for a unit, with what was last written to it. */
export type UnitNode = SVGElement & {
  rank: number;
  label?: string;
  fill?: string;
  look?: string;
  pressed?: boolean;
};

/** One level on the map: nodes are missing for units that no keyboard has met. */
export interface Level extends Units {
  file: string;
  coverage: Coverage | null;
  group: SVGElement;
  nodes: UnitNode[];
  circles?: UnitNode[];
  active: number;
}

/** What the canvas draws; `mark` is the same for two drawings that would look the same. */
export interface CanvasLook {
  coverage: Coverage;
  colouring: Colouring;
  /** Units with a circle, in the order in which they are drawn. */
  circles: number[];
  /** What lies around France. */
  around: Shape[];
  isDark: boolean;
  hasTiles: boolean;
  mark: string;
  /** Levels whose lines are drawn; empty for none. */
  regions: string;
  outline: string;
}

/** One canvas: the corner of its drawing, in pixels of the world, and its size, in those of the page. */
export interface Sheet {
  node: HTMLCanvasElement;
  zoom: number;
  ratio: number;
  corner: Leaflet.Point;
  size: Leaflet.Point;
}

/** Where the map is. */
export interface Place {
  lat: number;
  lng: number;
  zoom: number;
  /** Of the map on the screen, in pixels. */
  size?: Point;
}

/** What a page remembers of its maps, and those that move together. */
export interface Memory {
  places: Record<string, Place | null>;
  focused: string;
  linked: Set<View>;
}

/** The page around the map, with what it remembers of its maps until it is loaded anew. */
export type Around = Window & {
  atlasMemory?: Memory;
  /** Take away the picture that stands for the map: server/opening.js. */
  atlasPainted?: () => void;
};

declare global {
  interface Window {
    /** What folium's template and a saved page reach: layer.js. */
    Atlas: {
      /** SVG of the statuses; words of the map, by language: draw/script.py. */
      patterns: string;
      texts: Record<string, Texts>;
      Layer?: unknown;
      update?: (message: Message) => void;
      /** Files of a saved page, by name. */
      held?: Record<string, unknown>;
    };
    /** What tests and benchmarks wait for. */
    __atlas: {
      updates: number;
      ready: boolean;
      geometry: string | null;
      placeOf?: (code: string) => Point;
    };
    L: typeof Leaflet;
    Streamlit?: {
      setComponentValue: (choice: Choice) => void;
      RENDER_EVENT: string;
      events: EventTarget;
    };
  }
}
