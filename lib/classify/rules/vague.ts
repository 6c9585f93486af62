import type { Rule } from "../rule.ts";

/** Texts that say nothing, so that nothing can be read into them. */
export const vague = [
  { id: "vague.cancelled", when: /^(?:[\w .[\]-]{0,60}: )?(?:the |this )?(?:request |operation |user )?(?:was |has been |got )?(?:abort(?:ed)?(?: a request| by (?:the )?user)?|cancell?ed(?: by (?:the )?user)?|interrupted)\.?$|the user aborted a request|APIUserAbortError|ERR_CANCELED|KeyboardInterrupt|SIGINT|SIGTERM|context canceled|task was (?:destroyed|cancelled|canceled)|sleep interrupted|A task was canceled|request canceled by client|client (?:closed request|disconnected)|ERR_ABORTED\b/im, cause: "cancelled", test: "context canceled" },
  { id: "vague.cancelled-type", type: /APIUserAbortError|AbortError|CancelledError|CanceledError|CancellationException|InterruptedException|OperationCanceledException|TaskCanceledException|KeyboardInterrupt|SystemExit|ResponseAborted|GeneratorExit/, cause: "cancelled", test: { message: "x", type: "asyncio.CancelledError" } },
  { id: "vague.nothing", when: /^\s{0,5}(?:\[object \w{1,30}\]|undefined|null|none|nan|\{\}|\[\]|true|false|error|exception|unknown|unknown error|oops|script error\.?|errors?\.?|-|internal error|failed|failure|\d{1,4})?\s{0,5}$/im, cause: "no-details", guess: true, test: "[object Object]" },
] as const satisfies readonly Rule[];
