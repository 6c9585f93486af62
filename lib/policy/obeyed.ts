import { type ChannelKind, type DocumentFault, durationMs, type PolicyDocument, type PolicySpec } from "#lib/model/policy.ts";
import { calendarsNamed } from "./faults.ts";

/** The kinds of channels that can be sent to; the others stand in the document and are skipped. */
export const obeyedKinds: readonly string[] = ["slack", "webhook"] satisfies ChannelKind[];

type Channels = Pick<PolicyDocument, "channels">;

/** A part of a policy that is kept but not yet acted on: where it stands in the policy, what it says, and what to do without it. */
export interface Part {
  path: string;
  says: string;
  instead: string;
}

const steps = "only steps after 0s are obeyed yet: leave this step out";
const conditions = "conditions of steps are not obeyed yet: leave it out";
const calendars = "calendars of policies are not obeyed yet: leave it out";
const hours = "calendars are not obeyed yet: no time is in one, so leave in: out";
/** Of a silence. */
export const digests = "digests are not obeyed yet: write hold or drop";
const expiry = "acknowledgements do not expire yet: leave it out";
const kinds = (kind: string): string =>
  `channels of the kind ${kind} are not obeyed yet: name one of the kind ${obeyedKinds.join(" or ")}`;

/** What a policy says that is kept but not yet obeyed. */
export function unobeyedParts(policy: PolicySpec, { channels }: Channels): Part[] {
  const known = new Map(channels.map((channel) => [channel.name, channel.kind]));
  const kindOf = (name: string): string => known.get(name) ?? "unknown";
  const inSteps = policy.ladder.flatMap(({ after, to, if: condition }, at): Part[] => [
    ...(durationMs(after) === 0 ? [] : [{ path: `ladder[${at}].after`, says: after, instead: steps }]),
    ...(condition === undefined ? [] : [{ path: `ladder[${at}].if`, says: condition, instead: conditions }]),
    ...to.flatMap((name, n) =>
      obeyedKinds.includes(kindOf(name)) ? [] : [{ path: `ladder[${at}].to[${n}]`, says: name, instead: kinds(kindOf(name)) }],
    ),
  ]);
  const { match, calendar, ackExpires } = policy;
  return [
    ...(calendarsNamed(match).length > 0 ? [{ path: "match", says: match, instead: hours }] : []),
    ...(calendar ? [{ path: "calendar", says: `${calendar.name} ${calendar.outside}`, instead: calendars }] : []),
    ...(ackExpires ? [{ path: "ackExpires", says: ackExpires, instead: expiry }] : []),
    ...inSteps,
  ];
}

const likeOf = ({ path, says }: Part): string => `${path.replace(/\[\d+\]/g, "")} ${says}`;

/** How often each part stands in some policies of a document. */
function counted(policies: readonly PolicySpec[], document: PolicyDocument): ReadonlyMap<string, number> {
  const likes = Map.groupBy(
    policies.flatMap((policy) => unobeyedParts(policy, document).map(likeOf)),
    (like) => like,
  );
  return new Map([...likes].map(([like, all]) => [like, all.length]));
}

/** Tells what of a policy's parts did not stand in it before; of a new name, neither in those that are gone. */
function newBeside(before: PolicyDocument, after: PolicyDocument): (name: string, parts: readonly Part[]) => Part[] {
  const names = new Set(after.policies.map(({ name }) => name));
  const own = new Map(before.policies.map((policy) => [policy.name, policy]));
  const gone = counted(
    before.policies.filter(({ name }) => !names.has(name)),
    before,
  );
  return (name, parts) => {
    const same = own.get(name);
    const stood = same ? counted([same], before) : gone;
    const used = new Map<string, number>();
    return parts.filter((part) => {
      const like = likeOf(part);
      used.set(like, (used.get(like) ?? 0) + 1);
      return (used.get(like) ?? 0) > (stood.get(like) ?? 0);
    });
  };
}

/** Faults of an edit that adds what is not obeyed yet; what stands or stood in one of the earlier documents may be. */
export function addedUnobeyed(
  after: PolicyDocument,
  standing: PolicyDocument,
  earlier: readonly PolicyDocument[],
): DocumentFault[] {
  const newNow = newBeside(standing, after);
  const looked: ReturnType<typeof newBeside>[] = [];
  const newAt = (n: number, document: PolicyDocument) => (looked[n] ??= newBeside(document, after)); // seldom asked
  const inPolicies = after.policies.flatMap((policy, at) => {
    const parts = unobeyedParts(policy, after);
    const news = newNow(policy.name, parts);
    return news.length === 0 || earlier.some((document, n) => newAt(n, document)(policy.name, parts).length === 0)
      ? []
      : news.map(({ path, instead }): DocumentFault => ({ path: `policies[${at}].${path}`, message: instead }));
  });
  const known = [standing, ...earlier].flatMap(({ channels }) => channels);
  const inChannels = after.channels.flatMap(({ name, kind }, at): DocumentFault[] => {
    const isKnown = known.some((channel) => channel.name === name && channel.kind === kind);
    return isKnown || obeyedKinds.includes(kind) ? [] : [{ path: `channels[${at}].kind`, message: kinds(kind) }];
  });
  const silences = [standing, ...earlier].flatMap((document) => document.silences);
  const inSilences = after.silences.flatMap(({ id, match, mode }, at): DocumentFault[] => {
    const isKnown = silences.some((silence) => silence.mode === mode && silence.id === id && silence.match === match);
    return mode !== "digest" || isKnown ? [] : [{ path: `silences[${at}].mode`, message: digests }];
  });
  return [...inChannels, ...inPolicies, ...inSilences];
}
