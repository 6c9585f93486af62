import { createHash } from "node:crypto";
import type { Report } from "#lib/model/report.ts";

export const templateVersion = "1";

export function signature(report: Report): { hash: string; template: string } {
  const template = report.message.replace(/\d+/g, "<n>").slice(0, 300);
  const frames = report.frames.filter(({ inApp }) => inApp).slice(0, 3);
  return { hash: createHash("sha256").update(JSON.stringify([template, report.exceptionType, frames.map(({ file, function: fn }) => [file, fn])])).digest("hex").slice(0, 32), template };
}
