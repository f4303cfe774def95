// Builds the front end: node build.mjs OUT. Needs the packages of package-lock.json (npm ci).
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const parts = join(here, "node_modules");
const out = process.argv[2];
if (!out) throw new Error("say where to build to: node build.mjs OUT");

// Every package that may be in what is delivered, with its licence in full.
async function licences() {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const delivered = Object.entries(lock.packages).filter(([path, meta]) => path && !meta.dev && !meta.optional);
  const texts = [];
  for (const [path, meta] of delivered) {
    const folder = join(here, path);
    const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text = file ? await readFile(join(folder, file), "utf8") : `Licence: ${meta.license}\n`;
    texts.push(`${path.replace(/^.*node_modules\//, "")} ${meta.version} (${meta.license})\n\n${text.trim()}\n`);
  }
  const world = "Country shapes: made with Natural Earth, in the public domain (by way of world-atlas).\n";
  return [world, ...texts].join(`\n${"-".repeat(80)}\n\n`);
}

await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["src/app.js", "src/map.js", "src/style.css", "src/map.css"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  legalComments: "none",
  logLevel: "warning",
});
await cp(join(parts, "maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "map-worker.js"));
await cp(join(here, "bell.svg"), join(out, "bell.svg"));
for (const detail of ["50m", "10m"])
  await cp(join(parts, `world-atlas/countries-${detail}.json`), join(out, `countries-${detail}.json`));
await writeFile(join(out, "licences.txt"), await licences());
