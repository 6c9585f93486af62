import type { Rule } from "../rule.ts";

/** Texts that say nothing, so that nothing can be read into them. */
export const vague = [
  {
    id: "vague.noise",
    when: /resizeobserver loop/i,
    cause: "no-details",
    severity: "info",
    test: "ResizeObserver loop completed with undelivered notifications.",
  },
  {
    id: "vague.aborted",
    when: [/^(?:[\w .[\]-]{0,60}: )?(?:the |this )?operation was (?:aborted|canceled|cancelled)/im, /^cancell?ed\b/im],
    cause: "cancelled",
    severity: "medium",
    test: "This operation was aborted",
  },
  {
    id: "vague.aborted-type",
    type: /\bAbortError|\bCanceledError|ERR_CANCELED/,
    cause: "cancelled",
    severity: "medium",
    test: { message: "x", type: "AbortError" },
  },
  {
    id: "vague.cancelled",
    when: [
      /^(?:[\w .[\]-]{0,60}: )?(?:the |this )?(?:request |operation |user )(?:was |has been |got )?(?:abort(?:ed)?(?: a request| by (?:the )?user)?|cancell?ed(?: by (?:the )?user)?|interrupted)\.?$/im,
      /the user aborted a request|APIUserAbortError|ERR_CANCELED|KeyboardInterrupt|SIGINT|SIGTERM/im,
      /context canceled|task was (?:destroyed|cancelled|canceled)|sleep interrupted|A task was canceled/im,
      /request canceled by client|client (?:closed request|disconnected)|ERR_ABORTED\b/im,
    ],
    cause: "cancelled",
    test: "context canceled",
  },
  {
    id: "vague.cancelled-type",
    type: [
      /APIUserAbortError|CancelledError|CancellationException|InterruptedException/,
      /OperationCanceledException|TaskCanceledException|KeyboardInterrupt|SystemExit|ResponseAborted/,
      /GeneratorExit/,
    ],
    cause: "cancelled",
    test: { message: "x", type: "asyncio.CancelledError" },
  },
  {
    id: "vague.nothing",
    when: /^\s{0,5}(?:\[object \w{1,30}\]|undefined|null|none|nan|\{\}|\[\]|true|false|error|exception|unknown|unknown error|oops|script error\.?|errors?\.?|-|internal error|failed|failure|\d{1,4})?\s{0,5}(?:\n|$)/i,
    cause: "no-details",
    test: "[object Object]",
  },
  {
    id: "vague.captured",
    when: [
      /object captured as (?:exception|promise rejection) with keys/im,
      /non-error (?:promise rejection|exception) captured|unhandled error\. \(/im,
      /this error originated either by throwing|all promises were rejected|something went wrong/im,
      /an? (?:unknown|unexpected|unhandled|generic)? ?error (?:has )?occurred(?! while| \()|unknown error$/im,
      /unexpected error$|未知错误|不明なエラー|알 수 없는 오류|unbekannter fehler|error desconocido|erreur inconnue/im,
      /lỗi không xác định|неизвестная ошибка/im,
    ],
    cause: "no-details",
    test: "Non-Error promise rejection captured with value: undefined",
  },
] as const satisfies readonly Rule[];
