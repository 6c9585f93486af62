import type { ChannelSpec } from "#lib/model/policy.ts";
import { fieldId } from "./field-id.ts";
import type { Value } from "./item.ts";

export interface ChannelDraft {
  name: string;
  kind: string;
  /** Receivers, one a line. */
  receivers: string;
  /** Of a digest: the channels that carry it. */
  carriers: string[];
  language: string;
  zone: string;
  /** Whether a digest comes at a time of day, or every so often. */
  when: "at" | "every";
  at: string;
  every: string;
  by: string;
}

export const emptyChannel: ChannelDraft = {
  name: "",
  kind: "slack",
  receivers: "",
  carriers: [],
  language: "",
  zone: "",
  when: "at",
  at: "09:00",
  every: "30m",
  by: "",
};

/** Kinds that are sent to receivers, each an address or a number. */
export const hasReceivers = (kind: string): boolean => ["email", "sms", "voice"].includes(kind);

export const channelDraft = ({ name, kind, to, language, zone, at, every, by }: ChannelSpec): ChannelDraft => ({
  name,
  kind,
  receivers: kind === "digest" ? "" : (to ?? []).join("\n"),
  carriers: kind === "digest" ? (to ?? []) : [],
  language: language ?? "",
  zone: zone ?? "",
  when: every ? "every" : "at",
  at: at ?? emptyChannel.at,
  every: every ?? emptyChannel.every,
  by: by ?? "",
});

const written = (name: string, text: string): Value => (text.trim() ? { [name]: text.trim() } : {});

export const channelId = (field: string): string => fieldId("channel", field);

/** The channel as it stands in the document: of another kind's fields it says nothing. */
export function channelOf({ name, kind, receivers, carriers, language, zone, when, at, every, by }: ChannelDraft): Value {
  const lines = receivers.split(hasReceivers(kind) ? /[\n,;]/ : "\n").flatMap((line) => line.trim() || []);
  const to = kind === "digest" ? carriers : lines;
  const digest = { ...(when === "at" ? { at } : { every: every.trim() }), ...written("by", by) };
  return {
    name,
    kind,
    ...(to.length > 0 && { to }),
    ...written("language", language),
    ...written("zone", zone),
    ...(kind === "digest" && digest),
  };
}

export const channelField = (path: string): string | null =>
  /^(?:name|kind|to|language|zone|at|every|by)\b/.exec(path)?.[0] ?? null;
