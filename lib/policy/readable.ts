import { z } from "zod";
import { CalendarSpec, ChannelSpec, type PolicyDocument, PolicySpec, SilenceSpec } from "#lib/model/policy.ts";

/** What the check of a document's meaning looks at. */
export interface Readable {
  channels: PolicyDocument["channels"];
  calendars: PolicyDocument["calendars"];
  policies: Pick<PolicySpec, "name" | "enabled" | "match" | "calendar" | "ladder">[];
  silences: Pick<SilenceSpec, "id" | "match" | "since" | "until" | "calendar" | "while">[];
}

/** A list of which every entry keeps its place, whatever is wrong with it; one that is too long is not looked at. */
const entries = <T>(entry: z.ZodType<T>, most: number): z.ZodType<T[]> => z.array(entry).max(most).catch([]);
const names = entries(z.string().catch(""), 50);

const { shape: channel } = ChannelSpec;
const Channel = z
  .object({
    name: channel.name.catch(""),
    kind: channel.kind.catch("slack"),
    to: names.optional(),
    language: channel.language.catch(undefined),
    zone: channel.zone.catch(undefined),
    at: channel.at.catch("09:00"),
    every: channel.every.catch("1d"),
    by: channel.by.catch("category"),
  })
  .catch({ name: "", kind: "slack" });

const { shape: calendar } = CalendarSpec;
const { shape: window } = calendar.windows.element;
const Window = z
  .object({ days: window.days.catch([]), from: window.from.catch("00:00"), to: window.to.catch("24:00") })
  .catch({ days: [], from: "00:00", to: "24:00" });
const Calendar = z
  .object({ name: calendar.name.catch(""), zone: calendar.zone.catch("UTC"), windows: entries(Window, 50) })
  .catch({ name: "", zone: "UTC", windows: [] });

const { shape: policy } = PolicySpec;
const { shape: step } = policy.ladder.element;
const { shape: hours } = policy.calendar.unwrap();
const Step = z
  .object({ after: step.after.catch("0s"), to: names, if: step.if.catch(undefined), urgency: step.urgency.catch("low") })
  .catch({ after: "0s", to: [], urgency: "low" });
const Policy = z
  .object({
    name: policy.name.catch(""),
    enabled: policy.enabled.catch(true),
    match: policy.match.catch(""),
    calendar: z
      .object({ name: hours.name.catch(""), outside: hours.outside.catch("hold"), critical: hours.critical.catch(false) })
      .optional()
      .catch(undefined),
    ladder: entries(Step, 20),
  })
  .catch({ name: "", enabled: true, match: "", ladder: [] });

const { shape: silence } = SilenceSpec;
const { shape: condition } = silence.while.unwrap();
const Silence = z
  .object({
    id: silence.id.catch(undefined),
    match: silence.match.catch(""),
    since: silence.since.catch(undefined),
    until: silence.until.catch(undefined),
    calendar: silence.calendar.catch(undefined),
    while: z
      .object({ match: condition.match.catch(""), equal: condition.equal.catch([]) })
      .optional()
      .catch(undefined),
  })
  .catch({ match: "" });

const Document = z
  .object({
    channels: entries(Channel, 100),
    calendars: entries(Calendar, 100),
    policies: entries(Policy, 200),
    silences: entries(Silence, 1000),
  })
  .catch({ channels: [], calendars: [], policies: [], silences: [] });

/** What can be read of a document whose form is wrong: something harmless stands where it is. */
export const readable = (input: unknown): Readable => Document.parse(input);
