import { judge, type Remembered } from "#lib/classify/judge.ts";

import type { Report } from "#lib/model/report.ts";
import type { Finding, Verdict } from "#lib/model/verdict.ts";
import { redact } from "#lib/report/redact.ts";
import { signature, templateVersion } from "#lib/report/signature.ts";

export interface Understood {
  report: Report;
  findings: Finding[];
  signature: { hash: string; template: string };
}

/** A report as it may be kept and shown, and what it is an occurrence of. */
export function understand(raw: Report): Understood {
  const { report, findings } = redact(raw);
  return { report, findings, signature: signature(report) };
}

/** The instant verdict: memory and rules, milliseconds, never a network. */
export function instantVerdict(
  report: Report,
  { hash, findings, memory }: { hash: string; findings: Finding[]; memory: Remembered | null },
): Verdict {
  const began = performance.now();
  const verdict = judge(report, { signature: hash, findings, memory });
  const latency = Math.round((performance.now() - began) * 1000) / 1000;
  return { ...verdict, latency_ms: latency, versions: { ...verdict.versions, template: templateVersion } };
}
