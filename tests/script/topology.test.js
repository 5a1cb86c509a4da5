import assert from "node:assert/strict";
import {
  decodeArcs,
  readFrames,
  readTopology,
} from "../../src/territoires_industrie/draw/browser/topology.js";
import { toWorld } from "../../src/territoires_industrie/draw/browser/geometry.js";
import { world } from "./world.js";

const plain = readTopology(world.plain);
const packed = readTopology(world.packed);

/* Points of a path, whichever way its file writes it: steps after an `l`, places elsewhere. */
function corners(path) {
  return path.split("M").slice(1).flatMap((ring) => {
    const [start, steps] = ring.replace("z", "").split("l");
    const numbers = `${start}`.split(" ").map(Number);
    const points = [];
    for (let i = 0; i < numbers.length; i += 2) points.push(`${numbers[i]},${numbers[i + 1]}`);
    if (!steps) return points;
    let [x, y] = numbers;
    const moves = steps.trim().split(" ").map(Number);
    for (let i = 0; i < moves.length; i += 2) {
      x += moves[i];
      y += moves[i + 1];
      points.push(`${x},${y}`);
    }
    return points;
  });
}

Deno.test("steps of a quantised arc add up to the places of a plain one", () => {
  const transform = { scale: [0.5, 0.25], translate: [2, 45] };
  const quantised = decodeArcs({ arcs: [[[0, 0], [2, 4], [-2, 4]]], transform });
  const places = decodeArcs({ arcs: [[[2, 45], [3, 46], [2, 47]]] });
  assert.deepEqual(quantised, places);
});

Deno.test("both forms of a file have the same units, names, places and outlines", () => {
  assert.equal(plain.units.length, 9);
  plain.units.forEach((unit, rank) => {
    const other = packed.units[rank];
    assert.equal(other.code, unit.code);
    assert.equal(other.name, unit.name);
    assert.deepEqual(other.label, unit.label);
    assert.deepEqual([...other.box], unit.box);
    assert.deepEqual(new Set(corners(other.path)), new Set(corners(unit.path)));
    assert.equal(packed.rankOf.get(unit.code), rank);
    assert.equal(plain.rankOf.get(unit.code), rank);
  });
});

Deno.test("a unit of two places has two rings, and a box that holds both", () => {
  const { path, box } = plain.units[4];
  assert.equal(path.split("M").length - 1, 2);
  const [east, north] = toWorld([9, 9]);
  assert.ok(box[2] >= east - 1 && box[1] <= north + 1);
});

Deno.test("neighbours share the corners of their border", () => {
  const [one, other] = [corners(plain.units[0].path), corners(plain.units[1].path)];
  assert.equal(new Set(one.filter((corner) => other.includes(corner))).size, 2);
});

Deno.test("a ring smaller than a unit of the world is still a path", () => {
  const ring = [[2, 45], [2, 45], [2, 45]];
  const features = [{
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { name: "Île" },
  }];
  const [{ name, path }] = readFrames({ features });
  assert.equal(name, "Île");
  assert.match(path, /^M\d+ \d+l0 0z$/);
});
