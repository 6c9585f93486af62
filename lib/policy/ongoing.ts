import type { CalendarSpec, GroupField, SilenceSpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { fieldValue } from "./group.ts";
import { holds, isTimed } from "./match.ts";

interface Going {
  incident: string;
  subject: Subject;
}

/** What goes on that one condition of silences may ask for, by what it says in the fields that must be equal. */
interface Asked {
  match: string;
  equal: readonly GroupField[];
  alike: Map<string, Map<string, Going>>;
}

function likenessOf(equal: readonly GroupField[], subject: Subject): string | null {
  const values = equal.map((field) => fieldValue(field, subject));
  return values.includes(null) ? null : values.join("\u0000");
}

/** Finds what goes on that may hold a subject back, without asking all that does. */
export class Ongoing {
  readonly #asked: readonly Asked[];
  readonly #calendars: readonly CalendarSpec[];
  readonly #places = new Map<string, { subject: Subject; buckets: Map<string, Going>[] }>();

  constructor(silences: readonly SilenceSpec[], calendars: readonly CalendarSpec[]) {
    const asked = new Map<string, Asked>();
    for (const { while: condition } of silences)
      if (condition) asked.set(JSON.stringify([condition.match, condition.equal]), { ...condition, alike: new Map() });
    this.#asked = [...asked.values()];
    this.#calendars = calendars;
  }

  set(incident: string, subject: Subject, now: Date): void {
    if (this.#asked.length === 0 || this.#places.get(incident)?.subject === subject) return;
    this.end(incident);
    const buckets = this.#asked.flatMap(({ match, equal, alike }) => {
      if (!isTimed(match) && !holds(match, subject, now, this.#calendars)) return [];
      const likeness = likenessOf(equal, subject);
      if (likeness === null) return [];
      const bucket = alike.get(likeness) ?? new Map<string, Going>();
      alike.set(likeness, bucket.set(incident, { incident, subject }));
      return [bucket];
    });
    if (buckets.length > 0) this.#places.set(incident, { subject, buckets });
  }

  end(incident: string): void {
    for (const bucket of this.#places.get(incident)?.buckets ?? []) bucket.delete(incident);
    this.#places.delete(incident);
  }

  like(subject: Subject): Going[] {
    return this.#asked.flatMap(({ equal, alike }) => {
      const likeness = alike.size === 0 ? null : likenessOf(equal, subject);
      return likeness === null ? [] : [...(alike.get(likeness)?.values() ?? [])];
    });
  }
}
