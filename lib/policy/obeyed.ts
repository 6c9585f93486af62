import { durationMs, type PolicyDocument, type PolicySpec } from "#lib/model/policy.ts";

/** The kinds of channels that can be sent to. */
const obeyedKinds: readonly string[] = ["slack", "webhook"];

/** A part of a policy that is kept but not yet acted on: where it stands in the policy, and what it says. */
export interface Unobeyed {
  path: string;
  says: string;
}

const kindOf = (document: Pick<PolicyDocument, "channels">, name: string): string | undefined =>
  document.channels.find((channel) => channel.name === name)?.kind;

export const isObeyedChannel = (document: Pick<PolicyDocument, "channels">, name: string): boolean =>
  obeyedKinds.includes(kindOf(document, name) ?? "");

export function unobeyedParts(policy: PolicySpec, document: Pick<PolicyDocument, "channels">): Unobeyed[] {
  const steps = policy.ladder.flatMap(({ after, to, if: condition }, at): Unobeyed[] => [
    ...(durationMs(after) === 0 ? [] : [{ path: `ladder[${at}].after`, says: after }]),
    ...(condition === undefined ? [] : [{ path: `ladder[${at}].if`, says: condition }]),
    ...to.flatMap((name, n) => (isObeyedChannel(document, name) ? [] : [{ path: `ladder[${at}].to[${n}]`, says: name }])),
  ]);
  const { calendar, ackExpires, confidenceFloor } = policy;
  return [
    ...(calendar ? [{ path: "calendar", says: `${calendar.name} ${calendar.outside}` }] : []),
    ...(ackExpires ? [{ path: "ackExpires", says: ackExpires }] : []),
    ...(confidenceFloor === undefined ? [] : [{ path: "confidenceFloor", says: String(confidenceFloor) }]),
    ...steps,
  ];
}

/** Paths of what a policy says that is kept but not yet obeyed. */
export const notObeyed = (policy: PolicySpec, document: Pick<PolicyDocument, "channels">): string[] =>
  unobeyedParts(policy, document).map(({ path }) => path);
