import assert from "node:assert/strict";
import {
  boundsOf,
  fineness,
  neighbour,
  toLatLng,
  toWorld,
} from "../../src/territoires_industrie/draw/browser/geometry.js";

Deno.test("a place read back is within 40 m of where it was", () => {
  for (const [lon, lat] of [[2.35, 48.85], [-61.5, 16.2], [55.5, -21.1], [0, 0]]) {
    const [backLat, backLon] = toLatLng(toWorld([lon, lat]));
    assert.ok(Math.abs(backLat - lat) < 0.00036, `${backLat} for ${lat}`);
    assert.ok(Math.abs(backLon - lon) < 0.00036, `${backLon} for ${lon}`);
  }
});

Deno.test("the world is a square of 2 to the 20th, its north at the top", () => {
  assert.deepEqual(toWorld([0, 0]), [2 ** 19, 2 ** 19]);
  assert.equal(toWorld([180, 0])[0], 2 ** 20);
  assert.ok(toWorld([0, 48])[1] < toWorld([0, 42])[1]);
});

Deno.test("bounds hold every shape, south-west first", () => {
  const [west, north] = toWorld([1, 47]);
  const [east, south] = toWorld([3, 44]);
  const middle = (north + south) / 2;
  const shapes = [{ box: [west, north, west + 9, middle] }, {
    box: [east - 9, middle, east, south],
  }];
  const rounded = boundsOf(shapes).map((corner) => corner.map(Math.round));
  assert.deepEqual(rounded, [[44, 1], [47, 3]]);
});

Deno.test("an arrow goes to the nearest unit on its side, and to none past the last", () => {
  const units = [[0, 0], [10, 2], [11, 9], [0, 10], [30, 0]].map(([x, y]) => ({ label: [x, y] }));
  assert.equal(neighbour(units, 0, [1, 0]), 1);
  assert.equal(neighbour(units, 0, [0, 1]), 3);
  assert.equal(neighbour(units, 1, [1, 0]), 4);
  assert.equal(neighbour(units, 4, [1, 0]), -1);
});

Deno.test("lines are finer where units are small, within limits", () => {
  assert.equal(fineness(2), 0.5);
  assert.equal(fineness(5.5), 1);
  assert.equal(fineness(12), 1.4);
});
