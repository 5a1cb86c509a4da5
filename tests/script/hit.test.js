import assert from "node:assert/strict";
import { circleOrder } from "../../src/territoires_industrie/draw/browser/colours.js";
import { Coverage } from "../../src/territoires_industrie/draw/browser/coverage.js";
import { inside, rankAt, tinyAt } from "../../src/territoires_industrie/draw/browser/hit.js";
import { world } from "./world.js";

const coverage = new Coverage(world.packed);
const [big, small] = [coverage.units[0].label, coverage.units[1].label];
const apart = Math.hypot(big[0] - small[0], big[1] - small[1]);
/* One pixel a unit of the world: the big circle covers the middle of the small one. */
const colouring = {
  classes: "000000000",
  colours: ["#f00"],
  edges: [],
  dimmed: "",
  highlight: null,
  radii: [0, apart * 1.1, apart * 0.1],
  "label_of": [1, 2, 0, 0, 0, 0, 0, 0, 0],
};
const look = { coverage, colouring, circles: circleOrder(colouring, 9) };

Deno.test("of two circles, the small one on top is hit", () => {
  assert.equal(rankAt(look, small, 1), 1);
});

Deno.test("around the small circle, the big one is hit", () => {
  const beside = [small[0] - apart * 0.2, small[1]];
  assert.equal(coverage.rankAt(beside), 1);
  assert.equal(rankAt(look, beside, 1), 0);
});

Deno.test("circles keep their pixels: twice as close, they cover half of the ground", () => {
  assert.equal(rankAt(look, [big[0], big[1] - apart], 1), 0);
  assert.equal(rankAt(look, [big[0], big[1] - apart], 2), 3);
});

Deno.test("without circles, the ground answers", () => {
  const bare = { ...look, circles: [] };
  coverage.units.forEach(({ label }, rank) => assert.equal(rankAt(bare, label, 1), rank));
});

const islands = [
  { box: [0, 0, 100, 100], label: [50, 50] },
  { box: [48, 48, 50, 50], label: [49, 49] },
  { box: [56, 48, 58, 50], label: [57, 49] },
];

Deno.test("a unit of a few pixels answers around it, the nearest of two", () => {
  assert.equal(tinyAt(islands, [47, 49], 1), 1);
  assert.equal(tinyAt(islands, [54, 49], 1), 2);
  assert.equal(tinyAt(islands, [49, 80], 1), -1);
});

Deno.test("closer to the ground, a unit answers inside its border only", () => {
  assert.equal(tinyAt(islands, [47, 49], 8), -1);
});

Deno.test("a label is moved by what its frame would cut, or not at all", () => {
  assert.equal(inside(20, 200, 351), 0);
  assert.equal(inside(200, 380, 351), -33);
  assert.equal(inside(-10, 180, 351), 14);
});
