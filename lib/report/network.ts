import { edged, type Format, hideFormats } from "./format.ts";
import type { Layer } from "./placeholder.ts";

/** Addresses that name no one: loopback, any, broadcast, cloud metadata. */
const nobody = /^(?:127\.|0\.0\.0\.0$|255\.255\.|169\.254\.169\.254$)/;
const isAddress = (match: string): boolean => !nobody.test(match) && match.split(".").every((part) => Number(part) <= 255);

/** Full form, or shortened with at least three groups or a prefix that only addresses have; `Gem::Fec` and `us-east-1::f` are none. */
function ipv6Length(match: string): number {
  const address = match.endsWith(":") && !match.endsWith("::") ? match.slice(0, -1) : match;
  const groups = address.split(":").filter((group) => group !== "");
  if (address === "::" || address.startsWith("::1") || groups.some((group) => group.length > 4)) return 0;
  if (!address.includes("::")) return groups.length === 8 ? address.length : 0;
  const telling = groups.length >= 3 || /^(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]|64):/i.test(address);
  return telling && groups.length < 8 && /\d/.test(address) ? address.length : 0;
}

const formats: readonly Format[] = [
  { kind: "MAC", pattern: edged(/(?<![:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])/gi, "[0-9a-f]{2}[:-]") },
  {
    kind: "MAC",
    pattern: edged(/(?<!\.)(?=[0-9.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/gi, String.raw`[0-9a-f]{4}\.`),
  },
  {
    kind: "IP",
    hints: [":"],
    pattern: edged(/(?<![:.-])[0-9a-f:]{3,39}(?![\w])/gi, "[0-9a-f]{0,4}:[0-9a-f]{0,4}:"),
    length: ipv6Length,
  },
  {
    kind: "IP",
    pattern: edged(
      /(?<!\d\.|[A-Za-z]\/|==|~=|>=|<=|\^|~|version["']?[ :=]{0,3}["']?v?|\bver\.? ?|release["']?[ :=]{0,3}["']?)(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d|-[a-z])/gi,
      String.raw`\d{1,3}\.\d{1,3}\.`,
    ),
    length: (match) => (isAddress(match) ? match.length : 0),
  },
];

/** Network addresses that may name a person or a machine. */
export const network: Layer = hideFormats(formats);
