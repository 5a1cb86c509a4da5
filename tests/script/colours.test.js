import assert from "node:assert/strict";
import {
  circleOrder,
  edgeOf,
  groundOf,
  isDimmed,
  letterOf,
  lookOf,
  markedUnits,
  markOf,
  paintOf,
  radiusOf,
} from "../../src/territoires_industrie/draw/browser/colours.js";

const PATTERNS = [{ id: "motif-n" }];
const colouring = {
  classes: "01nA",
  colours: ["#f00", "#0f0"],
  edges: ["#111"],
  dimmed: "0010",
  marks: "",
  highlight: null,
  radii: null,
  "label_of": [],
};
const circles = { ...colouring, radii: [4, 9, 0], "label_of": [1, 0, 2, 0] };

Deno.test("a class has its colour, a missing value its pattern, the rest bare land", () => {
  assert.equal(paintOf(colouring, "1", PATTERNS), "#0f0");
  assert.equal(paintOf(colouring, "n", PATTERNS), "url(#motif-n)");
  assert.equal(paintOf(colouring, "x", PATTERNS), "");
  assert.equal(paintOf(colouring, "A", PATTERNS), "");
});

Deno.test("a unit past the last letter has no class", () => {
  assert.equal(letterOf(colouring, 3), "A");
  assert.equal(letterOf(colouring, 4), "x");
});

Deno.test("units out of the filter are faint, and all but the class picked out", () => {
  const faint = (given) => [0, 1, 2, 3].map((rank) => isDimmed(given, rank));
  assert.deepEqual(faint(colouring), [false, false, true, false]);
  assert.deepEqual(faint({ ...colouring, highlight: "1" }), [true, false, true, true]);
  assert.deepEqual(faint({ ...colouring, dimmed: "" }), [false, false, false, false]);
  assert.equal(lookOf(colouring, 2), "n-");
  assert.equal(lookOf(colouring, 0), "0");
});

Deno.test("under circles the ground has no class, and keeps its missing values", () => {
  assert.equal(groundOf(colouring, "0-"), "0-");
  assert.equal(groundOf(circles, "0-"), "x-");
  assert.equal(groundOf(circles, "n"), "n");
});

Deno.test("circles have the radius of their label, and the biggest come first", () => {
  assert.deepEqual([0, 1, 2, 3].map((rank) => radiusOf(circles, rank)), [9, 4, 0, 4]);
  assert.deepEqual(circleOrder(circles, 4), [0, 1, 3]);
  assert.deepEqual(circleOrder(colouring, 4), []);
});

Deno.test("a circle without an edge of its own has the paper's", () => {
  assert.equal(edgeOf(colouring, "0"), "#111");
  assert.equal(edgeOf(colouring, "1"), "var(--paper)");
});

Deno.test("a pattern lies over the units that it marks, faint ones and circles left out", () => {
  const marked = { ...colouring, marks: "eses" };
  assert.deepEqual([0, 1, 2, 3].map((rank) => markOf(marked, rank)), ["e", "s", "", "s"]);
  assert.deepEqual(markedUnits(marked, [0, 1, 2, 3]), [["e", [0]], ["s", [1, 3]]]);
  assert.deepEqual(markedUnits({ ...marked, radii: [4] }, [0, 1]), []);
  assert.deepEqual(markedUnits(colouring, [0, 1, 2, 3]), []);
});
