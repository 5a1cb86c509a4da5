import assert from "node:assert/strict";
import { Coverage } from "../../src/territoires_industrie/draw/browser/coverage.js";
import { toWorld } from "../../src/territoires_industrie/draw/browser/geometry.js";
import { world } from "./world.js";

const coverage = new Coverage(world.packed);

/* What a canvas is told. */
function recorder() {
  const calls = [];
  const call = (name) => (...values) => calls.push([name, ...values]);
  return {
    calls,
    moveTo: call("moveTo"),
    lineTo: call("lineTo"),
    closePath: call("closePath"),
  };
}

Deno.test("the middle of each square is in that square, and a place outside in none", () => {
  coverage.units.forEach(({ label }, rank) => assert.equal(coverage.rankAt(label), rank));
  assert.equal(coverage.rankAt(toWorld([8.5, 8.5])), 4);
  assert.equal(coverage.rankAt(toWorld([5, 5])), -1);
});

Deno.test("only the units that meet a rectangle are drawn", () => {
  const [west, south] = toWorld([0.2, 0.2]);
  const [east, north] = toWorld([0.8, 0.8]);
  assert.deepEqual(coverage.within(west, north, east, south), [0]);
});

Deno.test("the lines of a division part its units, and run around them all", () => {
  const everywhere = [0, 0, 2 ** 20, 2 ** 20];
  const all = coverage.arcsWithin("", ...everywhere).length;
  const lines = coverage.arcsWithin("row", ...everywhere);
  assert.ok(lines.length > 0 && lines.length < all);
  for (const arc of lines) {
    const [one, other] = [coverage.sides[2 * arc], coverage.sides[2 * arc + 1]];
    assert.ok(other < 0 || Math.floor(one / 3) !== Math.floor(other / 3));
  }
});

Deno.test("a unit is traced ring by ring, each closed where it began", () => {
  const context = recorder();
  coverage.traceUnit(context, 4, coverage.detail(1));
  const names = context.calls.map(([name]) => name);
  assert.equal(names.filter((name) => name === "moveTo").length, 2);
  assert.equal(names.filter((name) => name === "closePath").length, 2);
  assert.equal(names.at(-1), "closePath");
  const traced = context.calls.filter(([name]) => name !== "closePath");
  const corners = traced.map(([, x, y]) => `${x} ${y}`);
  for (const corner of corners) assert.ok(coverage.units[4].path.includes(corner), corner);
});

Deno.test("a coarse drawing leaves points out, never the ends of an arc", () => {
  const [fine, coarse] = [coverage.detail(1), coverage.detail(2 ** 12)];
  assert.ok(coarse.points.length < fine.points.length);
  for (let arc = 0; arc < coverage.starts.length - 1; arc++) {
    const points = coarse.points.subarray(coarse.starts[arc], coarse.starts[arc + 1]);
    assert.equal(points[0], coverage.starts[arc]);
    assert.equal(points.at(-1), coverage.starts[arc + 1] - 1);
  }
  assert.equal(coverage.detail(1.9), fine);
});
