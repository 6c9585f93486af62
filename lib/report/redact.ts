import type { Report } from "#lib/model/report.ts";
import type { Finding } from "#lib/model/verdict.ts";
import { cookies } from "./cookies.ts";
import { insideEncoded } from "./encoded.ts";
import { Familiar } from "./familiar.ts";
import { letteredNumbers, namedNumbers } from "./identity.ts";
import { isSecretKey, keyed } from "./keyed.ts";
import { network } from "./network.ts";
import { numbers } from "./numbers.ts";
import { orphans } from "./orphans.ts";
import { pemBlocks } from "./pem.ts";
import { personal } from "./personal.ts";
import { type Hide, type Layer, Numbering } from "./placeholder.ts";
import { vendorSecrets } from "./secrets.ts";
import { settle } from "./settle.ts";
import { storable } from "./storable.ts";
import { userinfo } from "./userinfo.ts";

/** Forms first, then keys: what a vendor's form ends exactly, a key's value ends only roughly. */
const secrets: readonly Layer[] = [pemBlocks, vendorSecrets, userinfo, cookies, keyed, orphans];
const everything: readonly Layer[] = [...secrets, personal, letteredNumbers, numbers, namedNumbers, network];
const secretLayers: readonly Layer[] = [...secrets, insideEncoded(secrets)];
const allLayers: readonly Layer[] = [...everything, insideEncoded(everything)];
const ansi = /\x1b\[[0-9;?]{0,16}[A-Za-z]/g;
const withheld = "[TEXT_1]";

/** The text without keys and personal data, storable; doing it again changes nothing. */
export const redactText = (text: string): string => cleaned(text, new Numbering(), allLayers);

/** Files, functions and types come back with every report. */
const harmless = new Familiar<true>();

function cleaned(text: string, numbering: Numbering, layers: readonly Layer[]): string {
  numbering.reserve(text);
  if (harmless.get(text)) return text;
  const pass = (current: string): string =>
    storable(
      layers.reduce((left, layer) => layer(left, numbering.hide), current.replaceAll(ansi, "")),
      Number.POSITIVE_INFINITY,
    );
  const clean = settle(text, pass, withheld);
  if (clean === text && layers === allLayers) harmless.add(text, true);
  return clean;
}

/** The report without keys and personal data; the same value has the same placeholder in all of its texts. */
export function redact(report: Report): { report: Report; findings: Finding[] } {
  const numbering = new Numbering();
  const seen = new Map<string, string>(); // frames repeat themselves
  const clean = (text: string): string => {
    const known = seen.get(text) ?? cleaned(text, numbering, allLayers);
    seen.set(text, known);
    return known;
  };
  const maybe = (text: string | null): string | null => (text === null ? null : clean(text));
  const tag = ([key, value]: [string, string]): [string, string] => [clean(key), tagValue(key, value, clean, numbering.hide)];
  const redacted: Report = {
    ...report,
    ...places(report, clean, maybe),
    message: clean(report.message),
    exceptionType: maybe(report.exceptionType),
    chain: report.chain.map(({ type, value }) => ({ type: clean(type), value: clean(value) })),
    code: maybe(report.code),
    llm: report.llm && {
      ...report.llm,
      provider: maybe(report.llm.provider),
      model: maybe(report.llm.model),
      code: maybe(report.llm.code),
      requestId: maybe(report.llm.requestId),
      finishReason: maybe(report.llm.finishReason),
    },
    // Versions look like addresses: only secrets leave a release.
    release: report.release === null ? null : cleaned(report.release, numbering, secretLayers),
    tags: Object.fromEntries(Object.entries(report.tags).map(tag)),
  };
  return { report: redacted, findings: findingsOf(numbering.used, report.truncated) };
}

const findingsOf = (redacted: boolean, truncated: boolean): Finding[] => [
  ...(redacted ? (["secret_redacted"] as const) : []),
  ...(truncated ? (["truncated"] as const) : []),
];

/** Where and when it happened. */
function places(report: Report, clean: (text: string) => string, maybe: (text: string | null) => string | null) {
  return {
    eventId: maybe(report.eventId),
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
    platform: maybe(report.platform),
    level: maybe(report.level),
    environment: maybe(report.environment),
    project: maybe(report.project),
    transaction: maybe(report.transaction),
    service: maybe(report.service),
    region: maybe(report.region),
    culprit: maybe(report.culprit),
    occurredAt: maybe(report.occurredAt),
  };
}

/** A tag is read like `key: value` in a text, but under a secret's name all of it goes. */
function tagValue(key: string, value: string, clean: (text: string) => string, hide: Hide): string {
  if (isSecretKey(key)) return hide("KEY", clean(value));
  const start = `${clean(key)}: `;
  const pair = clean(`${key}: ${value}`);
  return pair.startsWith(start) ? pair.slice(start.length) : clean(value);
}
