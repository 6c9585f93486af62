export type Line = { number: number; text: string } | { number: number; tooLong: true };

const newline = 0x0a;
const longest = 1024 * 1024;

/** Pieces of one line until it ends; a line that grows too long is let go at once. */
class Growing {
  #pieces: Uint8Array[] = [];
  #size = 0;

  get started(): boolean {
    return this.#size > 0;
  }

  add(piece: Uint8Array): void {
    this.#size += piece.length;
    if (this.#size > longest) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  end(number: number): Line {
    const line: Line =
      this.#size > longest ? { number, tooLong: true } : { number, text: Buffer.concat(this.#pieces).toString("utf8") };
    this.#pieces = [];
    this.#size = 0;
    return line;
  }
}

/** The lines of a stream, numbered from 1, however it is cut into chunks; holds no more than one line of at most 1 MB. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const growing = new Growing();
  let number = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      growing.add(chunk.subarray(start, end));
      yield growing.end(++number);
      start = end + 1;
    }
    growing.add(chunk.subarray(start));
  }
  if (growing.started) yield growing.end(++number);
}
