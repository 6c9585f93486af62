import { type Preset, presets } from "#lib/model/preset.ts";

export const isPreset = (text: string): text is Preset => presets.some((preset) => preset === text);

export const unknownPreset = (text: string): string => `--preset ${text} is unknown: it can be ${presets.join(", ")}`;
