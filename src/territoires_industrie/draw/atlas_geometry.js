/* Boundaries: from TopoJSON to SVG paths.
 *
 * Paths are in whole units of a Web Mercator world as wide as Leaflet's at REFERENCE_ZOOM
 * (38 m at the equator). A zoom then changes one transform, and no path at all.
 */
window.Atlas = window.Atlas || {};

(function (Atlas) {
  "use strict";

  const REFERENCE_ZOOM = 12;
  const WORLD = 256 * 2 ** REFERENCE_ZOOM;

  /* Longitude and latitude in degrees to world units, y downwards. */
  function toWorld([lon, lat]) {
    const sine = Math.sin((lat * Math.PI) / 180);
    return [
      Math.round((lon / 360 + 0.5) * WORLD),
      Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD),
    ];
  }

  function toLatLng([x, y]) {
    const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD)));
    return L.latLng((lat * 180) / Math.PI, (x / WORLD - 0.5) * 360);
  }

  /* Quantised arcs hold steps from one point to the next; plain arcs hold positions. */
  function decodeArcs({ arcs, transform }) {
    if (!transform) return arcs.map((arc) => arc.map(toWorld));
    const [scaleX, scaleY] = transform.scale;
    const [left, bottom] = transform.translate;
    return arcs.map((arc) => {
      let x = 0;
      let y = 0;
      return arc.map(([stepX, stepY]) => {
        x += stepX;
        y += stepY;
        return toWorld([x * scaleX + left, y * scaleY + bottom]);
      });
    });
  }

  /* A ring is a list of arcs, end to end; ~n is arc n read backwards. */
  function stitch(ring, arcs) {
    const points = [];
    for (const number of ring) {
      const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
      for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
    }
    return points;
  }

  function ringPath(points, box) {
    let [x, y] = points[0];
    let path = `M${x} ${y}l`;
    for (const [nextX, nextY] of points) {
      box[0] = Math.min(box[0], nextX);
      box[1] = Math.min(box[1], nextY);
      box[2] = Math.max(box[2], nextX);
      box[3] = Math.max(box[3], nextY);
      if (nextX === x && nextY === y) continue;
      path += `${nextX - x} ${nextY - y} `;
      x = nextX;
      y = nextY;
    }
    // A ring smaller than a unit has no step left: a point keeps the path valid.
    return path.endsWith("l") ? `${path}0 0z` : `${path}z`;
  }

  function polygonsOf(geometry) {
    if (geometry.type === "Polygon") return [geometry.arcs];
    if (geometry.type === "MultiPolygon") return geometry.arcs;
    if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(polygonsOf);
    return [];
  }

  function readUnit(geometry, arcs) {
    const { code, name, x, y } = geometry.properties;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const rings = polygonsOf(geometry).flat();
    const path = rings.map((ring) => ringPath(stitch(ring, arcs), box)).join("");
    return { code: String(code), name, label: toWorld([x, y]), path, box };
  }

  /* Units in the order of the file: it is the order of every list in a payload. */
  function readTopology(topology) {
    if (topology.type === "PackedTopology") return new Atlas.Coverage(topology);
    const arcs = decodeArcs(topology);
    const units = topology.objects.data.geometries.map((geometry) => readUnit(geometry, arcs));
    return { units, rankOf: new Map(units.map((unit, rank) => [unit.code, rank])) };
  }

  /* Frames of the insets: GeoJSON polygons with a name. */
  function readFrames(collection) {
    return collection.features.map(({ geometry, properties }) => {
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      const rings = geometry.type === "Polygon"
        ? geometry.coordinates
        : geometry.coordinates.flat();
      const path = rings.map((ring) => ringPath(ring.map(toWorld), box)).join("");
      return { name: properties.name, path, box };
    });
  }

  function boundsOf(shapes) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const shape of shapes) {
      for (const side of [0, 1]) {
        box[side] = Math.min(box[side], shape.box[side]);
        box[side + 2] = Math.max(box[side + 2], shape.box[side + 2]);
      }
    }
    return L.latLngBounds(toLatLng([box[0], box[3]]), toLatLng([box[2], box[1]]));
  }

  /* The nearest unit within 45 degrees of a direction ([1, 0] is east), or -1. */
  function neighbour(units, from, [eastward, southward]) {
    const [x, y] = units[from].label;
    let best = -1;
    let shortest = Infinity;
    units.forEach((unit, rank) => {
      const east = unit.label[0] - x;
      const south = unit.label[1] - y;
      const ahead = east * eastward + south * southward;
      const aside = Math.abs(east * southward) + Math.abs(south * eastward);
      const distance = ahead * ahead + 2 * aside * aside;
      if (rank !== from && ahead > 0 && aside <= ahead && distance < shortest) {
        shortest = distance;
        best = rank;
      }
    });
    return best;
  }

  /* Finer lines where units are small: 1 for the whole of France on a desk's screen. */
  function fineness(zoom) {
    return Math.min(1.4, Math.max(0.5, (zoom - 3.2) / 2.3));
  }

  Object.assign(Atlas, {
    REFERENCE_ZOOM,
    toWorld,
    fineness,
    toLatLng,
    readTopology,
    readFrames,
    boundsOf,
    neighbour,
  });
})(window.Atlas);
