// Builds the front end into clientele/ui/static/clientele/: one style sheet, one script, one icon
// sprite, two font files and the favicon; and the fonts of printed documents into the package.
// `--watch` builds again on every change.
import { build, context } from "esbuild";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../../..");
const out = path.join(root, "clientele/ui/static/clientele");
const npm = (name) => path.join(root, "node_modules", name);

// The optical-size axis is worth its weight only in the file every page loads.
const FONTS = {
  "inter-latin.woff2": "inter-latin-opsz-normal.woff2",
  "inter-latin-ext.woff2": "inter-latin-ext-wght-normal.woff2",
};

// Inter prints documents; what it has no letters for is printed with the others.
const PRINTED = [
  "inter/400Regular/Inter_400Regular.ttf",
  "inter/500Medium/Inter_500Medium.ttf",
  "inter/600SemiBold/Inter_600SemiBold.ttf",
  "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  "noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf",
  "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
  "noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf",
  "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf",
];

const bundle = {
  entryPoints: { app: path.join(here, "ts/app.ts") },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  legalComments: "none",
  logLevel: "warning",
};
const styles = {
  ...bundle,
  entryPoints: { app: path.join(here, "css/app.css") },
  external: ["./fonts/*"],
  target: ["chrome123", "firefox121", "safari17.5"],
};

async function copyFonts() {
  const files = npm("@fontsource-variable/inter/files");
  for (const [name, source] of Object.entries(FONTS))
    await cp(path.join(files, source), path.join(out, "fonts", name));
}

async function copyPrintedFonts() {
  const folder = path.join(root, "clientele/billing/documents/fonts");
  for (const file of PRINTED)
    await cp(npm(path.join("@expo-google-fonts", file)), path.join(folder, path.basename(file)));
  await cp(npm("@expo-google-fonts/inter/LICENSE_FONT"), path.join(folder, "LICENSE"));
}

// icon("home"), draw("home") in the components, icon="home" and "icon": "home"; in templates and Python.
const CALL = /\b(?:icon|draw)\(\s*([^,)]*)/g;
const ARGUMENT = /\bicon(?:_end)?["']?\s*[=:]\s*["']([a-z0-9-]+)["']/g;
const STRING = /(?<![=!]= *)["']([a-z0-9-]+)["']/g;

export function iconsIn(text) {
  const calls = [...text.matchAll(CALL)].flatMap(([, first]) => [...first.matchAll(STRING)]);
  return [...calls, ...text.matchAll(ARGUMENT)].map(([, name]) => name);
}

async function namedIcons() {
  const names = new Map();
  const entries = await readdir(path.join(root, "clientele"), {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of entries) {
    if (!/\.(html|py)$/.test(entry.name) || !entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    for (const name of iconsIn(await readFile(file, "utf8")))
      names.set(name, path.relative(root, file));
  }
  return new Map([...names].sort());
}

async function symbol(name, file) {
  const source = path.join(npm("@tabler/icons/icons/outline"), `${name}.svg`);
  const svg = await readFile(source, "utf8").catch(() => {
    throw new Error(`${file} names the icon "${name}", which @tabler/icons does not have.`);
  });
  const shapes = svg
    .slice(svg.indexOf(">") + 1, svg.lastIndexOf("<"))
    .replace(/<path stroke="none"[^>]*>/, "")
    .replace(/\s*\n\s*/g, "")
    .replaceAll(" />", "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

async function drawSprite() {
  const symbols = await Promise.all([...(await namedIcons())].map(([n, file]) => symbol(n, file)));
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
  await writeFile(path.join(out, "icons.svg"), sprite);
  return symbols.length;
}

async function buildAll() {
  await mkdir(path.join(out, "fonts"), { recursive: true });
  const [icons] = await Promise.all([
    drawSprite(),
    copyFonts(),
    copyPrintedFonts(),
    cp(path.join(here, "favicon.svg"), path.join(out, "favicon.svg")),
    build(bundle),
    build(styles),
  ]);
  console.log(`Built app.css, app.js, ${icons} icons and ${Object.keys(FONTS).length} fonts.`);
}

async function watchAll() {
  for (const options of [bundle, styles]) await (await context(options)).watch();
  watch(path.join(root, "clientele"), { recursive: true }, (_, file) => {
    if (/\.(html|py)$/.test(file ?? ""))
      drawSprite().catch((error) => console.error(error.message));
  });
  console.log("Watching for changes.");
}

try {
  await buildAll();
  if (process.argv.includes("--watch")) await watchAll();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
