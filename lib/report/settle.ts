const rounds = 8;

/** Changes the text until it rests, so that doing it again changes nothing. A text that never rests was written to trick us: it becomes `otherwise`. */
export function settle(text: string, change: (text: string) => string, otherwise: string): string {
  let current = text;
  for (let round = 0; round < rounds; round++) {
    const next = change(current);
    if (next === current) return current;
    current = next;
  }
  return otherwise;
}
