import assert from "node:assert/strict";
import {
  PlaceKeeper,
  readPlace,
  writePlace,
} from "../../src/territoires_industrie/draw/browser/place.js";

const ROUEN = { lat: 49.44, lng: 1.0993, zoom: 8.25 };

/* A page around the map: its address and what was written to its history. */
function pageAt(pathname, search = "") {
  const page = { location: { pathname, search, hash: "" }, written: [] };
  page.history = {
    state: { of: "streamlit" },
    replaceState: (state, _title, address) => page.written.push([state, address]),
  };
  return page;
}

Deno.test("a place is read as it was written, beside what else the address says", () => {
  const search = writePlace("?niveau=epci", ROUEN);
  assert.deepEqual(readPlace(search), ROUEN);
  assert.equal(new URLSearchParams(search).get("niveau"), "epci");
  assert.equal(writePlace(search, null), "?niveau=epci");
  assert.equal(writePlace("", null), "");
});

Deno.test("an address says how large the map is, which another map need not be", () => {
  const search = writePlace("", { ...ROUEN, size: [868, 570] });
  assert.equal(new URLSearchParams(search).get("carte"), "49.4400,1.0993,8.25,868,570");
  assert.deepEqual(readPlace(search), ROUEN);
});

Deno.test("what is no place is not read", () => {
  const wrong = [
    "",
    "48,2",
    "48,2,abc",
    "91,2,6",
    "48,181,6",
    "48,2,3",
    "48,2,13",
    "48,,6",
    "1,2,5,6",
  ];
  for (const text of wrong) assert.equal(readPlace(`?carte=${text}`), null, text);
});

Deno.test("a place goes to the address and keeps what history holds of it", () => {
  const page = pageAt("/", "?niveau=epci");
  new PlaceKeeper(page).keep(ROUEN);
  assert.deepEqual(page.written, [[{ of: "streamlit" }, `/${writePlace("?niveau=epci", ROUEN)}`]]);
});

Deno.test("an address without place is left alone by a map that has not moved", () => {
  const page = pageAt("/", "?selection=ti-2809%2Cti-2810");
  new PlaceKeeper(page).keep(null);
  assert.deepEqual(page.written, []);
});

Deno.test("a page finds its place again, another page or a page loaded anew does not", () => {
  const page = pageAt("/");
  new PlaceKeeper(page).keep(ROUEN);
  page.location.pathname = "/filieres";
  assert.equal(new PlaceKeeper(page).read(), null);
  page.location.pathname = "/";
  assert.deepEqual(new PlaceKeeper(page).read(), ROUEN);
  assert.equal(new PlaceKeeper(pageAt("/")).read(), null);
});

Deno.test("the place of the address comes before the one remembered", () => {
  const page = pageAt("/");
  new PlaceKeeper(page).keep(ROUEN);
  page.location.search = "?carte=46,2,6";
  assert.deepEqual(new PlaceKeeper(page).read(), { lat: 46, lng: 2, zoom: 6 });
});
