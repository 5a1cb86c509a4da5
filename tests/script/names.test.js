import assert from "node:assert/strict";
import "./world.js";
import { world } from "./world.js";
globalThis.L = { Layer: class {} };
const { leastPeople, NamesCanvas, Room, wrapName } = await import(
  "../../src/territoires_industrie/draw/browser/names.js"
);
const { readTowns } = await import("../../src/territoires_industrie/draw/browser/shapes.js");

/* Letters of one pixel. */
const measure = (text) => text.length;

Deno.test("towns come out as Python packed them", () => {
  assert.deepEqual(readTowns(world.towns).towns, [
    { name: "Grande", place: [5, 5], people: 90_000 },
    { name: "Petite", place: [7, -3], people: 1_200 },
  ]);
});

Deno.test("the closer one is, the smaller the towns that are named", () => {
  assert.ok(leastPeople(5.4) > 100_000);
  assert.ok(leastPeople(7) > leastPeople(9));
  assert.ok(leastPeople(10) < 5_000);
});

Deno.test("a name is wrapped between words, or left out where one is too wide", () => {
  assert.deepEqual(wrapName("Vallée de la Bresle", 12, measure), ["Vallée de la", "Bresle"]);
  assert.deepEqual(wrapName("Vimeu", 4, measure), []);
  assert.deepEqual(wrapName("a b c d", 1, measure), []);
});

Deno.test("of two names that would meet, the first stays", () => {
  const room = new Room();
  assert.equal(room.take([0, 0, 40, 12]), true);
  assert.equal(room.take([30, 6, 70, 18]), false);
  assert.equal(room.take([30, 13, 70, 25]), true);
});

Deno.test("a town that its unit is named after is not named twice", () => {
  const said = [];
  const pen = {
    measureText: (text) => ({ width: text.length }),
    fillText: (text) => said.push(text),
  };
  const names = Object.assign(Object.create(NamesCanvas.prototype), {
    sheet: { zoom: 6, corner: { x: 0, y: 0 }, size: { x: 100, y: 100 } },
    begin: () => ({
      context: new Proxy(pen, { get: (own, key) => own[key] ?? (() => {}), set: () => true }),
      ink: { colour: () => "" },
      scale: 1,
    }),
    place: () => {},
    look: {
      mark: "drawn",
      units: [{ name: "Nice", box: [0, 0, 90, 90], label: [45, 20] }],
      towns: ["Nice", "Cannes"].map((name, rank) => ({
        name,
        place: [50, 50 + 30 * rank],
        people: 900_000,
      })),
    },
  });
  names.paint();
  assert.deepEqual(said, ["Nice", "Cannes"]);
});
