export type Kind = "KEY" | "EMAIL" | "PHONE" | "CARD" | "IBAN" | "ID" | "IP" | "MAC" | "USER";

/** Puts a placeholder in the place of a value. */
export type Hide = (kind: Kind, value: string) => string;

/** A step of redaction: finds values in the text and hides them. */
export type Layer = (text: string, hide: Hide) => string;

const written = /\[([A-Z]{2,8})_(\d{1,5})\]/g;
const onlyPlaceholders = /^(?:\[[A-Z]{2,8}_\d{1,6}\])+$/;

const isHidden = (text: string): boolean => text.startsWith("[") && onlyPlaceholders.test(text);

/** Placeholders numbered per kind: the same value gets the same one, and none that `texts` already hold is given out again. */
export class Numbering {
  private readonly given = new Map<string, string>();
  private readonly last = new Map<string, number>();

  /** True once anything was hidden. */
  get used(): boolean {
    return this.given.size > 0;
  }

  reserve(text: string): void {
    if (!text.includes("[")) return;
    for (const [, kind = "", number] of text.matchAll(written))
      this.last.set(kind, Math.max(this.last.get(kind) ?? 0, Number(number)));
  }

  readonly hide: Hide = (kind, value) => {
    if (value === "" || isHidden(value)) return value;
    const known = this.given.get(value);
    if (known) return known;
    const number = (this.last.get(kind) ?? 0) + 1;
    const placeholder = `[${kind}_${number}]`;
    this.last.set(kind, number);
    this.given.set(value, placeholder);
    return placeholder;
  };
}
