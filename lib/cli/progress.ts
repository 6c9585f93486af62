const everyMs = 200;

/** One line that is written over and over on a terminal; nothing where nobody looks on. */
export function progressOn(stream: NodeJS.WriteStream): { say: (text: () => string) => void; end: () => void } {
  let last = Number.NEGATIVE_INFINITY;
  const isSeen = stream.isTTY === true;
  return {
    say(text) {
      if (!isSeen || performance.now() - last < everyMs) return;
      last = performance.now();
      stream.write(`\r\u001B[K${text().slice(0, (stream.columns ?? 80) - 1)}`);
    },
    end() {
      if (isSeen && last > 0) stream.write("\r\u001B[K");
    },
  };
}
