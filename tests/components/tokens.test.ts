import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { families, severities } from "#lib/model/taxonomy.ts";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const token =
  /--color-([a-z0-9-]{1,40}): light-dark\(oklch\(([\d.]{1,8}) ([\d.]{1,8}) ([\d.]{1,8})\), oklch\(([\d.]{1,8}) ([\d.]{1,8}) ([\d.]{1,8})\)\);/g;

type Theme = "light" | "dark";
const tokens = new Map<string, Record<Theme, number>>();
for (const [, name, ...parts] of css.matchAll(token)) {
  const [l1, c1, h1, l2, c2, h2] = parts.map(Number) as [number, number, number, number, number, number];
  tokens.set(name!, { light: luminance(l1, c1, h1), dark: luminance(l2, c2, h2) });
}

/** Relative luminance (WCAG) of an OKLCH colour, clipped to sRGB as a browser shows it. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, theme: Theme): number {
  const [a, b] = [tokens.get(front), tokens.get(back)];
  assert.ok(a && b, `${front} and ${back} are tokens`);
  const [high, low] = [Math.max(a[theme], b[theme]), Math.min(a[theme], b[theme])];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["n1", "n2", "n3", "n4"];
const text = ["n10", "n11", "n12", "accent", "danger"].flatMap((front) => grounds.map((back) => [front, back] as const));
const marks = [...severities, ...Object.keys(families), "n8", "n9", "accent", "evidence-line"].flatMap((front) =>
  ["n1", "n2", "n3"].map((back) => [front, back] as const),
);
const solids = [
  ["on-accent", "accent-solid"],
  ["on-accent", "accent-solid-hover"],
  ["n12", "evidence"],
  ["n12", "accent-soft"],
  ["n11", "accent-soft"],
  ["n10", "accent-soft"],
  ["accent", "accent-soft"],
] as const;

for (const theme of ["light", "dark"] as const) {
  for (const [front, back] of [...text, ...solids]) {
    test(`${theme}: ${front} on ${back} can be read`, () => {
      assert.ok(contrast(front, back, theme) >= 4.5, contrast(front, back, theme).toFixed(2));
    });
  }
  for (const [front, back] of marks) {
    test(`${theme}: a mark in ${front} stands out on ${back}`, () => {
      assert.ok(contrast(front, back, theme) >= 3, contrast(front, back, theme).toFixed(2));
    });
  }
}
