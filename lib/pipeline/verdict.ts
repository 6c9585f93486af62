import { judge, type Known } from "#lib/classify/judge.ts";
import { fromJsonl, type JsonlReport } from "#lib/model/jsonl.ts";
import type { Language } from "#lib/model/language.ts";
import type { Report } from "#lib/model/report.ts";
import type { Finding, Verdict } from "#lib/model/verdict.ts";
import { redact } from "#lib/report/redact.ts";
import { signature, templateVersion } from "#lib/report/signature.ts";
import { bound } from "#lib/sentry/reshape/bound.ts";

export interface Understood {
  report: Report;
  findings: Finding[];
  signature: { hash: string; template: string };
}

/** The same of a line of JSONL, within the limits of what Sentry may send. */
export const understandLine = (line: JsonlReport): Understood => understand(bound(fromJsonl(line)));

/** A report as it may be kept and shown, and what it is an occurrence of. */
export function understand(raw: Report): Understood {
  const { report, findings } = redact(raw);
  return { report, findings, signature: signature(report) };
}

interface Told extends Pick<Known, "memory" | "team"> {
  hash: string;
  findings: readonly Finding[];
  /** Of cause and fix. */
  language?: Language;
}

/** The instant verdict: memory, rules and the local model, milliseconds, never a network. */
export function instantVerdict(report: Report, { hash, findings, memory, team = null, language = "en" }: Told): Verdict {
  const began = performance.now();
  const verdict = judge(report, { signature: hash, findings, memory, team }, language);
  const latency = Math.round((performance.now() - began) * 1000) / 1000;
  return { ...verdict, latency_ms: latency, versions: { ...verdict.versions, template: templateVersion } };
}
