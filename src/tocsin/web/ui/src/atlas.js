// The countries of the world (Natural Earth, by way of world-atlas) as shapes for a flat map.
import { feature, mesh } from "topojson-client";
import renamed from "./names.json"; // names given since the atlas was made

const SOUTH = -85; // the lower edge of the map
export const WORLD = { x: [-Infinity, Infinity], y: [-90, 90] };
const read = {};

export async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

// The single pieces of the countries and the lines between them, each with the box around it; "50m" or "10m".
export function shapes(detail) {
  read[detail] ??= load(new URL(`countries-${detail}.json`, import.meta.url)).then(flat);
  return read[detail];
}

// The shapes are closed on the sphere; on the flat map a ring across the antimeridian has to run on past 180°,
// and the one around the South Pole has to be led along the lower edge.
function flat(world) {
  const { countries } = world.objects;
  const pieces = feature(world, countries).features.flatMap(({ geometry, properties }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const name = renamed[properties.name] ?? properties.name;
    return polygons.map((polygon) => {
      const rings = polygon.filter((ring) => !isPole(ring)).map((ring) => closed(unroll(ring)));
      return { name, rings, ...box(rings[0]) };
    });
  });
  const lines = mesh(world, countries, (a, b) => a !== b).coordinates.map(unroll);
  return { pieces, lines: lines.map((points) => ({ points, ...box(points) })) };
}

const isPole = (ring) => ring.every(([, y]) => y < -89);

function unroll(line) {
  let turn = 0;
  return line.map(([x, y], i) => {
    if (i) turn -= 360 * Math.round((x - line[i - 1][0]) / 360);
    return [x + turn, y];
  });
}

function closed(ring) {
  const [first, last] = [ring[0], ring.at(-1)];
  if (Math.abs(first[0] - last[0]) < 180) return ring;
  return [...ring, [last[0], SOUTH], [first[0], SOUTH], first];
}

function box(points) {
  const x = [Infinity, -Infinity];
  const y = [Infinity, -Infinity];
  for (const [px, py] of points) {
    if (px < x[0]) x[0] = px;
    if (px > x[1]) x[1] = px;
    if (py < y[0]) y[0] = py;
    if (py > y[1]) y[1] = py;
  }
  return { x, y };
}

// A box as large again on every side.
export function widened({ x, y }) {
  const [width, height] = [x[1] - x[0], y[1] - y[0]];
  return { x: [x[0] - width, x[1] + width], y: [y[0] - height, y[1] + height] };
}

const TURNS = [-360, 0, 360];

export function meets(one, other) {
  if (one.y[1] < other.y[0] || other.y[1] < one.y[0]) return false;
  return TURNS.some((turn) => one.x[0] + turn <= other.x[1] && other.x[0] <= one.x[1] + turn);
}

// The name of the country at a point, "" on the sea.
export function countryAt({ lng, lat }, pieces) {
  const inside = ({ rings, x, y }) =>
    y[0] <= lat && lat <= y[1] &&
    TURNS.some((turn) => x[0] <= lng + turn && lng + turn <= x[1] && inRing(lng + turn, lat, rings[0]));
  return pieces.find(inside)?.name ?? "";
}

function inRing(x, y, ring) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
