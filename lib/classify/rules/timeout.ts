import type { Rule } from "../rule.ts";

export const timeout = [
  {
    id: "timeout.connect",
    when: [
      /\bETIMEDOUT|connect(?:ion)? ?(?:attempt )?time(?:d )?[- ]?out/i,
      /timed? ?out (?:while |when )?connecting|UND_ERR_CONNECT_TIMEOUT|ConnectTimeout|errno 110\b/i,
      /ERR_CONNECTION_TIMED_OUT|ERR_TIMED_OUT|failed to connect[^\n]{0,60}timed out/i,
      /a connection attempt failed because the connected party/i,
    ],
    cause: "connect-timeout",
    test: "connect ETIMEDOUT 10.0.12.8:443",
  },
  {
    id: "timeout.gateway",
    when: [
      /gateway time-?out|upstream request timeout|\b504\b[^\n]{0,30}(?:time|deadline)/i,
      /FUNCTION_INVOCATION_TIMEOUT|a timeout occurred|error code 524|request timeout \(h12\)/i,
      /DEADLINE_EXCEEDED|deadline exceeded|deadline expired/i,
    ],
    cause: "gateway-timeout",
    test: "504 Gateway Timeout",
  },
  {
    id: "timeout.stalled",
    when: [
      /no (?:stream )?(?:chunk|data|token|activity|response|bytes)s?[^\n]{0,20} (?:for|within|in) \d{1,7} ?(?:ms|s|sec|min)/i,
      /no activity for|stalled stream|stream (?:idle|stalled|timed out|timeout)|idle timeout/i,
      /body timeout|UND_ERR_BODY_TIMEOUT|chunk timeout/i,
    ],
    cause: "stalled",
    test: "No stream chunk for 200 ms, closing stalled stream",
  },
  {
    id: "timeout.run",
    when: /maximum execution time of \d|exceeded the maximum run time/i,
    cause: "timeout",
    retry: false,
    test: "Maximum execution time of 30 seconds exceeded",
  },
  {
    id: "timeout.words",
    when: [
      /time(?:d|s)[- ]?out|time-out|timeout_error|\d ?(?:s|ms|secs?|seconds|min|minutes)[- ]time-?out|timeout (?:error|exceeded|awaiting|expired|reached|elapsed|after|while|waiting|was reached|of \d|on )|(?:read|request|connect(?:ion)?|socket|response|write|idle|stream|gateway|upstream|query|api|llm|model|provider|client|server|network|job|task|lambda|function|operation|handler)[ _-]?timeout\b(?! (?:must|should|is not|option|parameter|value|setting|handler|config))|\bESOCKETTIMEDOUT|UND_ERR_HEADERS_TIMEOUT/iu,
      /exceeded (?:the )?(?:maximum run time|time limit|maximum execution time|deadline)/iu,
      /maximum execution time of \d/iu,
      /did(?: not|n['’]t) (?:answer|respond|reply|complete|finish|return)[^\n]{0,20} (?:within|in|after) /iu,
      /took (?:too long|longer than)|no (?:response|answer|reply) (?:from|within|after|in \d|for \d)|gave up (?:waiting|after \d)/iu,
      /did not finish [^\n]{0,30}before|execution expired|time ?limit ?exceeded/iu,
      /operation was (?:timeout|canceled after)|context deadline|watchdog|-32001\b|超时|超時|タイムアウト/iu,
      /시간.{0,4}초과|zeitüberschreitung|tiempo (?:de espera )?(?:agotado|excedido)|se agotó el tiempo/iu,
      /tempo (?:limite|esgotado|excedido)|délai (?:d['’]attente )?(?:dépassé|expiré)|quá thời gian/iu,
      /hết thời gian|время ожидания|превышен\p{L}? (?:время|тайм-?аут)|тайм-?аут|หมดเวลา|tempo scaduto/iu,
    ],
    unless:
      /invalid (?:\w{1,20} )?timeout|timeout['"`]? (?:must|should|is not a|needs to|cannot be|option|parameter|argument|value)|['"`]\w{0,20}timeout\w{0,20}['"`]\)?(?: is (?:not|required|undefined)|:? (?:expected|must|not))/i,
    cause: "timeout",
    test: "Request timed out.",
  },
  {
    id: "timeout.type",
    type: /(?<!Invalid|Bad|Wrong)Timeout(?:Error|Exception|Expired)?\b|TimeoutException|DeadlineExceeded|TimedOut/,
    cause: "timeout",
    test: { message: "none", type: "java.util.concurrent.TimeoutException" },
  },
  { id: "timeout.status", status: [408, 504, 524], cause: "gateway-timeout", test: { message: "oops", status: 504 } },
] as const satisfies readonly Rule[];
