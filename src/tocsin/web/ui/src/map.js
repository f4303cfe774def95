// The map of a situation: land, borders, and the places of its events as circles of their true size.
import { LngLatBounds, Map as Atlas, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { countryAt, load, meets, shapes, widened, WORLD } from "./atlas.js";

const QUADS = [1, 2, 3, 4];
const FINE = 5; // from this zoom on the finer shapes are drawn
const VAGUE = ["region", "country"]; // such a place is a dashed rim, and does not decide where the map looks
const here = new URL(".", import.meta.url);
const dark = matchMedia("(prefers-color-scheme: dark)");
const frame = document.getElementById("map");
const panel = document.getElementById("place");

const empty = { type: "FeatureCollection", features: [] };
const collection = (shapes) => ({
  type: "FeatureCollection",
  features: shapes.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
});
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const eventsOf = (feature) => feature.properties.events;

// --- what is drawn ---------------------------------------------------------------------------------

function style(state) {
  const font = ["Inter Variable"];
  const quad = ["match", ["get", "quad"], ...QUADS.flatMap((n) => [n, colour(`quad-${n}`)]), colour("muted")];
  const vague = ["get", "vague"];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: state.land, tolerance: 0.2 },
      borders: { type: "geojson", data: state.borders, tolerance: 0.2 },
      names: { type: "geojson", data: state.names },
      circles: { type: "geojson", data: state.circles, tolerance: 0.05 },
      spots: { type: "geojson", data: state.spots },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("map-sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("map-land"), "fill-antialias": false } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colour("map-coast"), "line-width": 0.8 } },
      {
        id: "borders", type: "line", source: "borders",
        paint: { "line-color": colour("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 8, 1.8] },
      },
      {
        id: "circles", type: "fill", source: "circles",
        paint: {
          "fill-color": quad,
          "fill-opacity": ["case", vague, 0, ["interpolate", ["linear"], ["get", "radius_m"], 3_000, 0.26, 30_000, 0.1, 90_000, 0.06]],
        },
      },
      {
        id: "rims", type: "line", source: "circles", filter: ["!", vague],
        paint: { "line-color": quad, "line-width": 1.4, "line-opacity": 0.9 },
      },
      {
        id: "wide-rims", type: "line", source: "circles", filter: vague,
        paint: { "line-color": quad, "line-width": 1.2, "line-opacity": 0.6, "line-dasharray": [3, 3] },
      },
      {
        id: "names", type: "symbol", source: "names",
        layout: {
          "text-field": ["get", "name"], "text-font": font, "text-size": 12, "text-letter-spacing": 0.12,
          "text-transform": "uppercase", "text-max-width": 8, "symbol-sort-key": ["-", ["get", "room"]],
          "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.2,
        },
        paint: { "text-color": colour("map-name"), "text-halo-color": colour("map-land"), "text-halo-width": 1.2 },
      },
      {
        id: "labels", type: "symbol", source: "spots",
        layout: {
          "text-field": ["get", "label"], "text-font": font, "text-size": 13, "text-max-width": 12, "text-padding": 1,
          "text-variable-anchor": ["left", "right", "top", "bottom", "top-left", "bottom-left", "top-right", "bottom-right"],
          "text-radial-offset": ["get", "offset"], "text-justify": "auto", "symbol-sort-key": ["-", ["get", "total"]],
        },
        paint: { "text-color": colour("ink"), "text-halo-color": colour("map-land"), "text-halo-width": 1.6 },
      },
      // the topmost layer is placed first: no label may lie on a ring
      {
        id: "rings", type: "symbol", source: "spots",
        layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-padding": 0 },
      },
    ],
  };
}

// The class of most events of a place; of equally many, the one nearer to material conflict.
function mainQuad(events) {
  const count = (n) => events.filter((event) => event.quad === n).length;
  return QUADS.reduce((best, n) => (count(n) >= count(best) ? n : best), QUADS[0]);
}

// --- places that would lie on each other share one mark ----------------------------------------------

const size = (total) => Math.min(38, 19 + 4 * Math.sqrt(total));

function cluster(map, places) {
  const marks = [];
  for (const place of [...places].sort((a, b) => eventsOf(b).length - eventsOf(a).length)) {
    const { lon, lat } = place.properties;
    const at = map.project([lon, lat]);
    const near = marks.find((m) => Math.hypot(m.at.x - at.x, m.at.y - at.y) < (size(m.total) + size(1)) / 2);
    if (near) {
      near.places.push(place);
      near.total += eventsOf(place).length;
    } else marks.push({ at, lon, lat, places: [place], total: eventsOf(place).length });
  }
  return marks;
}

function spot(map, mark) {
  const events = [...new Map(mark.places.flatMap(eventsOf).map((event) => [event.id, event])).values()];
  const shares = QUADS.map((n) => events.filter((event) => event.quad === n).length);
  const icon = `ring-${shares.join("-")}-${dark.matches}`;
  if (!map.hasImage(icon)) map.addImage(icon, ring(shares), { pixelRatio: 2 });
  const others = mark.places.length - 1;
  const label = mark.places[0].properties.name + (others ? ` +${others}` : "");
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [mark.lon, mark.lat] },
    properties: { label, icon, total: events.length, offset: size(events.length) / 26 + 0.25 },
  };
}

// A ring whose sectors are the classes' shares, the number of events in its middle.
function ring(shares) {
  const total = shares.reduce((sum, n) => sum + n, 0);
  const px = Math.round(2 * size(total));
  const canvas = Object.assign(document.createElement("canvas"), { width: px, height: px });
  const pen = canvas.getContext("2d");
  const disc = (radius, from, to, fill) => {
    pen.beginPath();
    pen.moveTo(px / 2, px / 2);
    pen.arc(px / 2, px / 2, radius, from, to);
    pen.fillStyle = fill;
    pen.fill();
  };
  disc(px / 2, 0, 2 * Math.PI, colour("surface"));
  let from = -Math.PI / 2;
  shares.forEach((n, i) => {
    const to = from + (2 * Math.PI * n) / total;
    disc(px / 2 - 2, from, to, colour(`quad-${i + 1}`));
    from = to;
  });
  disc(px / 2 - 10, 0, 2 * Math.PI, colour("surface"));
  Object.assign(pen, { fillStyle: colour("ink"), textAlign: "center", textBaseline: "middle" });
  pen.font = `600 ${total > 99 ? 18 : 22}px "Inter Variable", sans-serif`;
  pen.fillText(String(total), px / 2, px / 2 + 1);
  return pen.getImageData(0, 0, px, px);
}

// --- names of countries, each where its visible part is widest -------------------------------------------

const STEP = 24; // pixels between the points that are tried
const FOOT = 34; // pixels at the lower edge that the scale takes
const ROOM = 26; // a name needs as many pixels to the nearest border

function nameCountries(map, state) {
  const { clientWidth: width, clientHeight: height } = frame;
  const tried = [];
  for (let y = STEP; y < height; y += STEP)
    for (let x = STEP; x < width; x += STEP) tried.push({ x, y, name: countryAt(map.unproject([x, y]), state.pieces) });
  const best = new Map();
  const taken = obstacles(map, state);
  const free = (p) => !taken.some((o) => Math.hypot(o.x - p.x, o.y - p.y) < o.radius + ROOM);
  const labelled = new Set(state.circles.features.map(({ properties }) => properties.name));
  for (const point of tried.filter((p) => p.name && !labelled.has(p.name) && free(p))) {
    const others = tried.filter((p) => p.name !== point.name).map((p) => Math.hypot(p.x - point.x, p.y - point.y));
    const room = Math.min(...others, point.y, height - FOOT - point.y, point.x / 2, (width - point.x) / 2);
    if (room >= ROOM && room > (best.get(point.name)?.room ?? 0)) best.set(point.name, { ...point, room });
  }
  const features = [...best.values()].map(({ x, y, name, room }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: map.unproject([x, y]).toArray() },
    properties: { name, room },
  }));
  state.names = { type: "FeatureCollection", features };
  map.getSource("names")?.setData(state.names);
}

// The circles that a name would hide: those that are small on the screen.
function obstacles(map, state) {
  const circles = state.circles.features.map(({ geometry, properties: { lon, lat } }) => {
    const { x, y } = map.project([lon, lat]);
    const rim = geometry.type === "Polygon" ? map.project(geometry.coordinates[0][0]) : { x, y };
    return { x, y, radius: Math.hypot(rim.x - x, rim.y - y) };
  });
  return circles.filter(({ radius }) => radius < 100);
}

// --- what a click shows ------------------------------------------------------------------------------

function element(tag, className, ...children) {
  const node = Object.assign(document.createElement(tag), { className });
  node.append(...children);
  return node;
}

function describe(place) {
  const { name, country, radius_m } = place.properties;
  const within = radius_m ? `within ${radius_m < 10_000 ? radius_m / 1000 : Math.round(radius_m / 1000)} km` : "";
  const items = eventsOf(place).map((event) => {
    const link = Object.assign(element("a", "", event.headline), { href: event.href });
    const facts = element("span", "aside", [event.type, event.when || "no date", event.status].join(" · "));
    return element("li", "", element("span", `dot quad-${event.quad}`), element("div", "", facts, link));
  });
  return element(
    "section", "", element("h3", "", name, " ", element("span", "aside", [country, within].filter(Boolean).join(" "))),
    element("ul", "", ...items),
  );
}

// Beside a ring where there is room, under the map where there is not.
function show(map, state, at, places) {
  hide(state);
  const content = element("div", "popup", ...places.map(describe));
  if (frame.clientWidth < 500) {
    panel.replaceChildren(content);
    panel.hidden = false;
    return;
  }
  state.popup = new Popup({ maxWidth: "300px", focusAfterOpen: true });
  state.popup.setLngLat(at).setDOMContent(content).addTo(map);
}

function hide(state) {
  state.popup?.remove();
  panel.hidden = true;
}

// --- putting it together -------------------------------------------------------------------------------

function bounds(places) {
  const box = new LngLatBounds();
  for (const { geometry, properties } of places) {
    const narrow = geometry.type === "Polygon" && !properties.vague;
    for (const point of narrow ? geometry.coordinates[0] : [[properties.lon, properties.lat]]) box.extend(point);
  }
  return box;
}

// Most events decide where the map looks first: a place far from the others is a step of zooming away.
function core(places) {
  const spread = places.flatMap((place) => eventsOf(place).map(() => place.properties));
  const middle = (key) => spread.map((p) => p[key]).sort((a, b) => a - b)[Math.floor(spread.length / 2)];
  const far = ({ properties: p }) => Math.hypot(p.lat - middle("lat"), p.lon - middle("lon"));
  const near = places.filter((place) => far(place) < 6 && !place.properties.vague);
  return near.length > 1 ? near : places;
}

function places(map, state) {
  const marks = cluster(map, state.circles.features);
  state.marks = marks;
  state.spots = { type: "FeatureCollection", features: marks.map((mark) => spot(map, mark)) };
  map.getSource("spots")?.setData(state.spots);
}

// The coarse shapes of the whole world, or the finer ones around where the map looks.
async function refine(map, state) {
  const fine = map.getZoom() >= FINE;
  const [[west, south], [east, north]] = map.getBounds().toArray();
  const view = { x: [west, east], y: [south, north] };
  const inside = (axis) => state.area[axis][0] <= view[axis][0] && view[axis][1] <= state.area[axis][1];
  if (state.fine === fine && (!fine || (inside("x") && inside("y")))) return;
  state.fine = fine;
  state.area = fine ? widened(view) : WORLD;
  const { pieces, lines } = await shapes(fine ? "10m" : "50m");
  state.pieces = pieces.filter((piece) => meets(piece, state.area));
  state.land = collection(state.pieces.map(({ rings }) => ({ type: "Polygon", coordinates: rings })));
  const near = lines.filter((line) => meets(line, state.area));
  state.borders = collection(near.map(({ points }) => ({ type: "LineString", coordinates: points })));
  for (const name of ["land", "borders"]) map.getSource(name)?.setData(state[name]);
  nameCountries(map, state);
}

function look(map, state, animate) {
  const features = core(state.circles.features);
  if (!features.length) return;
  map.fitBounds(bounds(features), { padding: frame.clientWidth < 500 ? 34 : 56, maxZoom: 9, animate });
}

function markAt(state, map, point) {
  const distance = (mark) => {
    const at = map.project([mark.lon, mark.lat]);
    return Math.hypot(at.x - point.x, at.y - point.y) - size(mark.total) / 2;
  };
  return state.marks.find((mark) => distance(mark) <= 3);
}

function onClick(map, state, { point, lngLat }) {
  const mark = markAt(state, map, point);
  if (mark) return show(map, state, [mark.lon, mark.lat], mark.places);
  const hit = map.queryRenderedFeatures(point, { layers: ["circles"] }).map((feature) => feature.properties);
  const found = state.circles.features.filter((f) => hit.some((h) => h.lat === f.properties.lat && h.lon === f.properties.lon));
  const smallest = found.sort((a, b) => a.properties.radius_m - b.properties.radius_m)[0];
  hide(state);
  if (smallest) show(map, state, lngLat, [smallest]);
}

function goTo(map, state, button) {
  const { lat, lon, radius } = button.dataset;
  const place = state.circles.features.find(({ properties: p }) => p.lat === +lat && p.lon === +lon && p.radius_m === +radius);
  if (!place) return;
  map.fitBounds(bounds([place]), { padding: 80, maxZoom: 9 });
  frame.scrollIntoView({ block: "nearest" });
  show(map, state, [+lon, +lat], [place]);
}

async function fetchPlaces(state) {
  state.circles = await load(frame.dataset.places + location.search);
  for (const { properties } of state.circles.features) {
    properties.quad = mainQuad(properties.events);
    properties.vague = VAGUE.includes(properties.precision);
  }
}

async function start() {
  const state = { circles: empty, spots: empty, marks: [], land: empty, borders: empty, names: empty, pieces: [], area: WORLD };
  await Promise.all([fetchPlaces(state), document.fonts.load('600 12px "Inter Variable"')]);
  setWorkerUrl(new URL("map-worker.js", here).href);
  frame.replaceChildren();
  const map = new Atlas({
    container: frame, style: style(state), center: [15, 35], zoom: 1.4, maxZoom: 11, attributionControl: false, fadeDuration: 0,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-left");
  map.getCanvas().setAttribute("aria-label", "Map of the places of the events; the same places are listed below");
  look(map, state, false);
  listen(map, state);
  await map.once("load");
  await refine(map, state);
  places(map, state);
  await map.once("idle");
  frame.dataset.drawn = "true";
}

function listen(map, state) {
  map.on("zoomend", () => places(map, state));
  map.on("moveend", async () => {
    await refine(map, state);
    nameCountries(map, state);
  });
  map.on("click", (event) => onClick(map, state, event));
  map.on("mousemove", ({ point }) => {
    const over = markAt(state, map, point) || map.queryRenderedFeatures(point, { layers: ["circles"] }).length;
    map.getCanvas().style.cursor = over ? "pointer" : "";
  });
  dark.addEventListener("change", () => {
    map.setStyle(style(state));
    map.once("styledata", () => places(map, state));
  });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("button.place");
    if (button) goTo(map, state, button);
  });
  document.addEventListener("tocsin:listed", async () => {
    hide(state);
    await fetchPlaces(state);
    map.getSource("circles").setData(state.circles);
    places(map, state);
    look(map, state, true);
  });
}

try {
  await start();
} catch (error) {
  frame.replaceChildren(element("p", "map-message", "The map cannot be drawn here; the places are listed below it."));
  frame.dataset.drawn = "false";
  console.warn("map:", error.message);
}
