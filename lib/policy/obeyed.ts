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
  const kindOf = (name: string): string => channels.find((channel) => channel.name === name)?.kind ?? "unknown";
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

/** What of a policy is not obeyed and did not stand in it before; of a new name, neither in those that are gone. */
function added(policy: PolicySpec, before: PolicyDocument, after: PolicyDocument): Part[] {
  const same = before.policies.find(({ name }) => name === policy.name);
  const gone = before.policies.filter(({ name }) => !after.policies.some((other) => other.name === name));
  const left = (same ? [same] : gone).flatMap((each) => unobeyedParts(each, before).map(likeOf));
  return unobeyedParts(policy, after).filter((part) => {
    const found = left.indexOf(likeOf(part));
    if (found !== -1) left.splice(found, 1);
    return found === -1;
  });
}

/** Faults of an edit that adds what is not obeyed yet; what stands or stood in one of the earlier documents may be. */
export function addedUnobeyed(
  after: PolicyDocument,
  standing: PolicyDocument,
  earlier: readonly PolicyDocument[],
): DocumentFault[] {
  const inPolicies = after.policies.flatMap((policy, at) => {
    const news = added(policy, standing, after);
    const stood = earlier.some((document) => added(policy, document, after).length === 0);
    return news.length === 0 || stood
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
