// The fonts of the page, one file a weight: the letters of Vietnamese and of Western Europe, from the whole font. Hinting
// is half of a file and moves nothing on a display as fine as a telephone's: only where pixels are coarse it is kept.
//   node build.d/fonts.ts FOLDER      where they are written, with the style that names them
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import subset from "subset-font";

const weights = [["400", "400Regular"], ["600", "600SemiBold"]] as const;
const ranges = [
  ["20", "7e"], ["a0", "ff"], ["131"], ["152", "153"], ["2bb", "2bc"], ["2c6"], ["2da"], ["2dc"], ["2000", "206f"], ["20ac"], ["2122"], ["2191"], ["2193"], ["2212"], ["2215"],
  ["102", "103"], ["110", "111"], ["128", "129"], ["168", "169"], ["1a0", "1a1"], ["1af", "1b0"], ["300", "304"], ["308", "309"], ["323"], ["329"], ["1ea0", "1ef9"], ["20ab"],
] as const;
const keepFeatures = ["calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"];

const letters = ranges.flatMap(([first, last = first]) => Array.from({ length: parseInt(last, 16) - parseInt(first, 16) + 1 }, (_, at) => String.fromCodePoint(parseInt(first, 16) + at))).join("");
const face = (weight: string, file: string) => `@font-face { font-family: "Be Vietnam Pro"; font-weight: ${weight}; font-display: swap; src: url("./${file}") format("woff2"); }\n`;

const folder = process.argv[2]!;
mkdirSync(folder, { recursive: true });
for (const [weight, name] of weights) {
  const whole = readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`)));
  for (const coarse of [false, true]) writeFileSync(join(folder, `${coarse ? "coarse" : "fine"}-${weight}.woff2`), await subset(whole, letters, { targetFormat: "woff2", noHinting: !coarse, keepFeatures }));
}
// What stands there until the font has come: a font of the machine, as wide as ours, so that no line breaks elsewhere when
// ours takes its place. Mean width of a letter as a part of the type size: Roboto, Segoe UI and Arial differ by little, and
// are as Capsize has measured them (@capsizecss/metrics 4.3, xWidthAvg); DejaVu Sans over a text in both languages.
// Safari before 17 makes no font wider: there it is the machine's as it is.
const ours = { "400": 0.492, "600": 0.505 } as const;
const stand_ins = [
  { family: "As wide", "400": { fonts: ["Roboto", "Segoe UI", "Arial", "Liberation Sans"], width: 0.445 }, "600": { fonts: ["Roboto Medium", "Segoe UI Semibold", "Arial Bold", "Liberation Sans Bold"], width: 0.463 } },
  { family: "As wide too", "400": { fonts: ["DejaVu Sans"], width: 0.515 }, "600": { fonts: ["DejaVu Sans Bold"], width: 0.581 } },
] as const;
const percent = (part: number) => `${Math.round(100 * part)}%`;
const stand_in_faces = stand_ins.flatMap((stand_in) => weights.map(([weight]) => {
  const { fonts, width } = stand_in[weight];
  const wider = ours[weight] / width;
  return `@font-face { font-family: "${stand_in.family}"; font-weight: ${weight}; src: ${fonts.map((font) => `local("${font}")`).join(", ")}; size-adjust: ${(100 * wider).toFixed(1)}%; ascent-override: ${percent(1 / wider)}; descent-override: ${percent(0.265 / wider)}; }\n`;
})).join("");
const faces = (kind: string) => weights.map(([weight]) => face(weight, `${kind}-${weight}.woff2`)).join("");
writeFileSync(join(folder, "fonts.css"), `${stand_in_faces}@media (min-resolution: 1.5dppx) {\n${faces("fine")}}\n@media not all and (min-resolution: 1.5dppx) {\n${faces("coarse")}}\n`);
