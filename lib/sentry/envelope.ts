import { z } from "zod";
import { bounded } from "./reshape/bound.ts";
import { issueIdOfEvent } from "./reshape/event.ts";
import { identifier, object, objectOrNull, text } from "./reshape/wire.ts";

export type Actor = { type: string | null; id: string | null; name: string | null };

/** What every webhook of Sentry's carries, whatever it is about. */
export type Envelope = {
  resource: string;
  action: string;
  installationUuid: string | null;
  actor: Actor | null;
  data: Record<string, unknown>;
};

export type EnvelopeReading = ({ ok: true } & Envelope) | { ok: false; reason: "invalid_envelope" | "resource_missing" };

const short = text.transform((value) => (value === null ? null : bounded(value, 200)));
const wire = z.object({
  action: z.string().min(1),
  data: z.custom<Record<string, unknown>>((value) => objectOrNull.parse(value) !== null),
  installation: object.pipe(
    z.object({
      uuid: z
        .string()
        .regex(/^[^\0\ud800-\udfff]{1,64}$/)
        .nullable()
        .catch(null),
    }),
  ),
  actor: objectOrNull.pipe(z.object({ type: short, id: short, name: short }).nullable()),
});

export function readEnvelope(body: unknown, resource: string | null): EnvelopeReading {
  const parsed = wire.safeParse(body);
  if (!parsed.success) return { ok: false, reason: "invalid_envelope" };
  const named = resource?.trim();
  if (!named) return { ok: false, reason: "resource_missing" };
  const { action, data, installation, actor } = parsed.data;
  return {
    ok: true,
    resource: bounded(named, 100),
    action: bounded(action, 100),
    installationUuid: installation.uuid,
    actor,
    data,
  };
}

/** What to make of a delivery: `noted` is kept and acknowledged without a report, `ignored` is nothing we know. */
export type Disposition = "event" | "issue" | "noted" | "ignored";

const aboutErrors = new Set(["error", "event_alert", "issue", "activity_alert"]);
const aboutOthers = new Set(["metric_alert", "comment"]);

/** Goes by what the body carries as soon as the resource is about errors at all: the header that names it is not signed. */
export function disposition({ resource, data }: Pick<Envelope, "resource" | "data">): Disposition {
  if (!aboutErrors.has(resource)) return aboutOthers.has(resource) ? "noted" : "ignored";
  if (eventOf({ data })) return "event";
  return objectOrNull.parse(data.issue) ? "issue" : "noted";
}

/** The raw event of `error` and `event_alert`. */
export function eventOf({ data }: Pick<Envelope, "data">): Record<string, unknown> | null {
  return objectOrNull.parse(data.error) ?? objectOrNull.parse(data.event);
}

/** Sentry's id of the issue this is about; null when it names none. */
export function issueIdOf({ data }: Pick<Envelope, "data">): string | null {
  const event = eventOf({ data });
  const issue = object.parse(data.issue);
  return (
    (event && issueIdOfEvent(event)) ??
    identifier.parse(issue.id) ??
    identifier.parse(data.issue_id) ??
    identifier.parse(data.group_id)
  );
}
