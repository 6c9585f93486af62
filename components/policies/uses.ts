import type { PolicyDocument } from "#lib/model/policy.ts";
import { calendarsNamed } from "#lib/query/calendars.ts";

/** Something of the document that names something else in it. */
export interface User {
  part: "policies" | "channels" | "silences";
  /** Of a silence: what it matches. */
  name: string;
}

const asks = (text: string | undefined, calendar: string): boolean =>
  text?.includes("in:") === true && calendarsNamed(text).includes(calendar);

/** What names the calendar, by its name or in a query. */
export function usersOfCalendar({ policies, silences }: PolicyDocument, name: string): User[] {
  const inPolicies = policies.filter(
    ({ match, calendar, ladder }) =>
      calendar?.name === name || [match, ...ladder.map((step) => step.if)].some((text) => asks(text, name)),
  );
  const inSilences = silences.filter(
    ({ match, calendar, while: condition }) => calendar === name || [match, condition?.match].some((text) => asks(text, name)),
  );
  return [
    ...inPolicies.map((policy): User => ({ part: "policies", name: policy.name })),
    ...inSilences.map((silence): User => ({ part: "silences", name: silence.match })),
  ];
}

/** The policies that tell the channel, and the digests that it carries. */
export function usersOfChannel({ policies, channels }: PolicyDocument, name: string): User[] {
  const tell = policies.filter(({ ladder }) => ladder.some(({ to }) => to.includes(name)));
  const carried = channels.filter(({ kind, to }) => kind === "digest" && to?.includes(name));
  return [
    ...tell.map((policy): User => ({ part: "policies", name: policy.name })),
    ...carried.map((digest): User => ({ part: "channels", name: digest.name })),
  ];
}
