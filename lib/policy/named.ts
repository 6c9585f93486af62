import type { PolicyDocument, SilenceSpec } from "#lib/model/policy.ts";

/** What a silence does, whoever wants it. */
export const silenceContent = ({ match, until, calendar, while: condition, mode }: SilenceSpec): string =>
  JSON.stringify([match, until, calendar, condition, mode]);

/** The silence that stands and that this one is: of its id, else one that says the same. */
function standing(silence: SilenceSpec, before: readonly SilenceSpec[]): SilenceSpec | undefined {
  return (
    before.find(({ id }) => id !== undefined && id === silence.id) ??
    before.find((each) => silenceContent(each) === silenceContent(silence))
  );
}

interface Saving {
  author: string;
  now: Date;
  newId: () => string;
}

/**
 * The document with what each silence has once it is saved: an id by which it can be ended, who wants it, and since when. One
 * that stood already keeps what it had.
 */
export function named(document: PolicyDocument, before: PolicyDocument, { author, now, newId }: Saving): PolicyDocument {
  const taken = new Set(document.silences.flatMap(({ id }) => id ?? []));
  const silences = document.silences.map((silence): SilenceSpec => {
    const known = standing(silence, before.silences);
    const free = silence.id === undefined && known?.id !== undefined && !taken.has(known.id) ? known.id : undefined;
    const id = silence.id ?? free ?? newId();
    taken.add(id);
    const isOver = silence.until !== undefined && new Date(silence.until) <= now;
    const since = silence.since ?? (known || isOver ? known?.since : now.toISOString());
    return {
      id,
      ...(since !== undefined && { since }),
      ...silence,
      author: silence.author || known?.author || author.slice(0, 120),
    };
  });
  return { ...document, silences };
}
