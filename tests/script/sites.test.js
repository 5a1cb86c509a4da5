import assert from "node:assert/strict";
import "./world.js";
import { world } from "./world.js";
globalThis.L = { Layer: class {} };
const { drawnSites, siteRadius } = await import(
  "../../src/territoires_industrie/draw/browser/sites.js"
);
const { readSites, readSurroundings, unpackLines } = await import(
  "../../src/territoires_industrie/draw/browser/shapes.js"
);
const { pointSize } = await import("../../src/territoires_industrie/draw/browser/geometry.js");

const { sites } = readSites(world.sites);
const look = { kept: "", largest: 0, radius: 2, least: 1.2 };
const names = (drawn) => drawn.map(({ name }) => name);

Deno.test("lines come out as Python packed them", () => {
  assert.deepEqual(unpackLines(world.packedLines), world.lines);
});

Deno.test("a ring is closed and a line is not", () => {
  const [ring, line] = readSurroundings({
    shapes: world.lines.map((_line, rank) => ({
      kind: ["sea", "border"][rank],
      lines: world.packedLine[rank],
    })),
  });
  assert.deepEqual([ring.name, ring.path.slice(-1)], ["sea", "z"]);
  assert.deepEqual([line.name, line.path.includes("z")], ["border", false]);
});

Deno.test("a site has its place, sector, name and CO2", () => {
  const { name, place, sector, co2 } = sites[1];
  assert.deepEqual({ name, place, sector, co2 }, {
    name: "Aciérie",
    place: [7, -3],
    sector: 8,
    co2: 12000,
  });
});

Deno.test("sites of the filter alone are drawn, what is rare or small on top", () => {
  assert.deepEqual(names(drawnSites(sites, look)), ["Décharge", "Aciérie", "Carrière"]);
  assert.deepEqual(names(drawnSites(sites, { ...look, kept: "101" })), ["Décharge", "Carrière"]);
  const byCo2 = drawnSites(sites, { ...look, largest: 48000 });
  assert.deepEqual(names(byCo2), ["Carrière", "Décharge", "Aciérie"]);
});

Deno.test("the area of a circle follows the CO2", () => {
  const co2 = { ...look, largest: 48000, radius: 26 };
  const radii = sites.map((site) => siteRadius(site, co2, 5));
  assert.deepEqual(radii, [1.2, 13, 26]);
  assert.equal(siteRadius(sites[1], look, 8), 2 * pointSize(8));
  assert.ok(pointSize(8) > pointSize(5));
});
