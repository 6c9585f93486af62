const most = 4000;
const longest = 300;

/** Texts of which something was found out once, since errors repeat themselves. Bounded: when they are many, all are forgotten. */
export class Familiar<T> {
  private readonly known = new Map<string, T>();

  get(text: string): T | undefined {
    return this.known.get(text);
  }

  add(text: string, found: T): T {
    if (text.length > longest) return found;
    if (this.known.size >= most) this.known.clear();
    this.known.set(text, found);
    return found;
  }
}
