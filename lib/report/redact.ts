import type { Report } from "#lib/model/report.ts";
import type { Finding } from "#lib/model/verdict.ts";
import { cookies } from "./cookies.ts";
import { insideEncoded } from "./encoded.ts";
import { letteredNumbers, namedNumbers } from "./identity.ts";
import { isSecretKey, keyed } from "./keyed.ts";
import { network } from "./network.ts";
import { numbers } from "./numbers.ts";
import { pemBlocks } from "./pem.ts";
import { personal } from "./personal.ts";
import { type Layer, Numbering } from "./placeholder.ts";
import { vendorSecrets } from "./secrets.ts";
import { settle } from "./settle.ts";
import { storable } from "./storable.ts";
import { userinfo } from "./userinfo.ts";

/** Forms first, then keys: what a vendor's form ends exactly, a key's value ends only roughly. */
const secrets: readonly Layer[] = [pemBlocks, vendorSecrets, userinfo, cookies, keyed];
const everything: readonly Layer[] = [...secrets, personal, letteredNumbers, numbers, namedNumbers, network];
const secretLayers: readonly Layer[] = [...secrets, insideEncoded(secrets)];
const allLayers: readonly Layer[] = [...everything, insideEncoded(everything)];
const ansi = /\x1b\[[0-9;?]{0,16}[A-Za-z]/g;
const withheld = "[KEY_1]";

/** The text without keys and personal data, storable; doing it again changes nothing. */
export const redactText = (text: string): string => cleaned(text, new Numbering(), allLayers);

function cleaned(text: string, numbering: Numbering, layers: readonly Layer[]): string {
  numbering.reserve(text);
  const pass = (current: string): string =>
    storable(
      layers.reduce((left, layer) => layer(left, numbering.hide), current.replaceAll(ansi, "")),
      Number.POSITIVE_INFINITY,
    );
  return settle(text, pass, withheld);
}

/** The report without keys and personal data; the same value has the same placeholder in all of its texts. */
export function redact(report: Report): { report: Report; findings: Finding[] } {
  const numbering = new Numbering();
  const seen = new Map<string, string>(); // frames repeat themselves
  const clean = (text: string): string => {
    const done = seen.get(text) ?? cleaned(text, numbering, allLayers);
    seen.set(text, done);
    return done;
  };
  const maybe = (text: string | null): string | null => (text === null ? null : clean(text));
  /** Versions look like addresses: only secrets leave a release. */
  const release = report.release === null ? null : cleaned(report.release, numbering, secretLayers);
  const tag = ([key, value]: [string, string]): [string, string] => [
    clean(key),
    isSecretKey(key) ? numbering.hide("KEY", clean(value)) : clean(value),
  ];

  const redacted: Report = {
    ...report,
    eventId: maybe(report.eventId),
    message: clean(report.message),
    exceptionType: maybe(report.exceptionType),
    chain: report.chain.map(({ type, value }) => ({ type: clean(type), value: clean(value) })),
    frames: report.frames.map((frame) => ({
      ...frame,
      file: clean(frame.file),
      function: maybe(frame.function),
      module: maybe(frame.module),
      context: maybe(frame.context),
    })),
    breadcrumbs: report.breadcrumbs.map((crumb) => ({
      at: maybe(crumb.at),
      category: maybe(crumb.category),
      level: maybe(crumb.level),
      message: clean(crumb.message),
    })),
    llm: report.llm && {
      ...report.llm,
      provider: maybe(report.llm.provider),
      model: maybe(report.llm.model),
      code: maybe(report.llm.code),
      requestId: maybe(report.llm.requestId),
      finishReason: maybe(report.llm.finishReason),
    },
    code: maybe(report.code),
    platform: maybe(report.platform),
    level: maybe(report.level),
    environment: maybe(report.environment),
    release,
    project: maybe(report.project),
    transaction: maybe(report.transaction),
    service: maybe(report.service),
    region: maybe(report.region),
    culprit: maybe(report.culprit),
    occurredAt: maybe(report.occurredAt),
    tags: Object.fromEntries(Object.entries(report.tags).map(tag)),
  };
  const findings: Finding[] = [
    ...(numbering.used ? (["secret_redacted"] as const) : []),
    ...(report.truncated ? (["truncated"] as const) : []),
  ];
  return { report: redacted, findings };
}
