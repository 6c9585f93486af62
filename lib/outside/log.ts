import { type DestinationStream, type LevelWithSilent, type Logger, pino } from "pino";

const limits = { text: 2000, items: 50, depth: 4, stackLines: 12, causes: 3 } as const;
const shortestSecret = 8; // shorter ones would mask ordinary words

interface Options {
  level: LevelWithSilent;
  destination?: DestinationStream;
  /** Values that no line may hold, whoever puts them there. */
  secrets: readonly string[];
}

/** JSON lines: one line an entry whatever its texts hold, bounded, without the configured secrets, errors without what they carry along. */
export function createLog({ level, destination, secrets }: Options): Logger {
  const { mask, maskLine } = masks(secrets);
  const shorten = (text: string): string => cut(mask(text));
  const plain = (fields: Record<string, unknown>): Record<string, unknown> => plainFields(fields, shorten, limits.depth);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error }, // pino's own would undo what `plain` made of it
      formatters: { level: (label) => ({ level: label }), bindings: plain, log: plain },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest]: readonly unknown[] = args;
          const fields =
            first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : [first.message])] : [first, ...rest];
          method.apply(this, fields.map((arg) => (typeof arg === "string" ? shorten(arg) : arg)) as Parameters<typeof method>);
        },
        streamWrite: (line) => escapeInvisible(maskLine(line)),
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

function masks(secrets: readonly string[]): { mask: (text: string) => string; maskLine: (line: string) => string } {
  const values = secrets.filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
  const written = [
    ...new Set(
      values.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())]),
    ),
  ];
  const without = (text: string, found: readonly string[]): string =>
    found.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return { mask: (text) => without(text, values), maskLine: (line) => without(line, written) };
}

const cut = (text: string): string =>
  text.length > limits.text ? `${text.slice(0, limits.text)}… (${text.length} characters)` : text;

/** JSON escapes what is below a space; these too can break a line or a terminal: DEL and C1, separators, invisible and direction marks. */
const escapeInvisible = (line: string): string =>
  line.replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

type Shorten = (text: string) => string;

function plainFields(fields: object, shorten: Shorten, depth: number): Record<string, unknown> {
  const entries = Object.entries(fields).slice(0, limits.items);
  return Object.fromEntries(entries.map(([name, value]) => [shorten(name), plainValue(value, shorten, depth)]));
}

function plainValue(value: unknown, shorten: Shorten, depth: number): unknown {
  if (typeof value === "string") return shorten(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Error) return plainError(value, shorten, limits.causes);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === 0) return "[…]";
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => plainValue(item, shorten, depth - 1));
  return plainFields(value, shorten, depth - 1);
}

/** Type, message, code and place only: drivers and clients hang whole requests and rows on their errors. */
function plainError(error: Error, shorten: Shorten, causes: number): Record<string, unknown> {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s{1,8}at /.test(line));
  return {
    type: shorten(error.name === "Error" ? error.constructor.name : error.name),
    message: shorten(error.message),
    ...("code" in error && typeof error.code === "string" ? { code: shorten(error.code) } : {}),
    stack: frames.slice(0, limits.stackLines).map((line) => shorten(line.trim())),
    ...(error.cause instanceof Error && causes > 0 ? { cause: plainError(error.cause, shorten, causes - 1) } : {}),
  };
}

const mostKinds = 1000;

type Level = "debug" | "info" | "warn" | "error";
export type LimitedLog = (level: Level, kind: string, fields: Record<string, unknown>, message: string) => void;

/** Writes at most so many lines a minute of each kind; the next line that is written says in `times` how many were left out before it. */
export function limited(log: Logger, perMinute: number, now: () => number = Date.now): LimitedLog {
  const windows = new Map<string, { since: number; written: number; leftOut: number }>();
  return (level, kind, fields, message) => {
    const at = now();
    const last = windows.get(kind);
    const fresh = !last || at - last.since >= 60_000;
    const window = fresh ? { since: at, written: 0, leftOut: last?.leftOut ?? 0 } : last;
    windows.delete(kind); // so that the map keeps the order of use
    windows.set(kind, window);
    if (windows.size > mostKinds) windows.delete(windows.keys().next().value ?? kind);
    if (window.written >= perMinute) {
      window.leftOut++;
      return;
    }
    log[level](window.leftOut > 0 ? { ...fields, times: window.leftOut } : fields, message);
    window.written++;
    window.leftOut = 0;
  };
}
