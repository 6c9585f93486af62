/** How long a refused sender is listened to, so that it has its answer before the connection is closed (nginx: `lingering_close`). */
const lingerMs = 2_000;

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * The bytes of a request's body, counted while they are read: `tooLarge` above `mostBytes`, `cut` when the sender hung up.
 * What is refused, here or by `refuse` before a byte is kept, is read to its end all the same.
 */
export async function readBody<R extends string = never>(
  body: Request["body"],
  mostBytes: number,
  refuse?: R,
): Promise<Buffer | "tooLarge" | "cut" | R> {
  if (!body) return refuse ?? Buffer.alloc(0);
  const reader = body.getReader();
  const read = refuse ?? (await readAll(reader, mostBytes).catch(() => "cut" as const));
  if (typeof read === "string") await discard(reader);
  return read;
}

async function readAll(reader: Reader, mostBytes: number): Promise<Buffer | "tooLarge"> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > mostBytes) return "tooLarge";
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/** Reads what still comes and keeps none of it: closing on unread bytes would reset the connection, and lose the answer with it. */
async function discard(reader: Reader): Promise<void> {
  const giveUp = (): Promise<void> => reader.cancel().catch(() => undefined);
  const enough = setTimeout(() => void giveUp(), lingerMs);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender hung up: there is nobody to answer.
  } finally {
    clearTimeout(enough);
    await giveUp();
  }
}
