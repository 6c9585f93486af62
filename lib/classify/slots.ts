import type { Report } from "#lib/model/report.ts";
import type { CauseId } from "./causes.ts";
import type { Facts } from "./facts.ts";
import { hasSlot, type Slots } from "./knowledge.ts";

type Readers = Partial<Record<"limit" | "requested" | "host" | "name", readonly RegExp[]>>;

const host = [
  /\b(?:getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH)(?: (?:getaddrinfo|ENOTFOUND|EAI_AGAIN|EAI_NODATA|for)){0,2} (?!for )(?<found>[a-z0-9][\w.-]{1,100}(?::\d{1,5})?)(?![\w(])/i,
  /\b(?:dial tcp: lookup|could not translate host name|failed to resolve(?: host)?|could not resolve(?: host)?:?|unable to resolve host|resolving) ["']?(?<found>[a-z0-9][\w-]{0,60}\.[\w.-]{1,100})/i,
  /\b(?:connect to host|connection to server at|server on|error -?\d{1,4} connecting to|connection refused:?|dial tcp|connect to server:?|connecting to) ["']?(?<found>[a-z0-9][\w-]{0,60}(?:\.[\w.-]{1,100})?(?::\d{1,5})|(?:localhost|[a-z0-9][\w-]{0,60}\.[\w.-]{1,100}))/i,
  /\bhost=["'](?<found>[a-z0-9][\w.-]{1,100})["']/i,
];

const model = [
  /\b(?:tried to access|(?:unknown|invalid|no such|requested|selected|the) model:?|base model:|passed model=|model=) ?["'`]?(?=[\w.:@/]{0,40}[-\d])(?<found>[A-Za-z][\w.:@/-]{1,58}\w)/i,
  /\b(?<found>(?:gpt-\d[\w.-]{0,60}|o[134](?:-(?:mini|pro|preview)[\w.-]{0,20})?|claude-[\w.-]{3,60}|gemini-[\d][\w.-]{2,60}|deepseek-[\w.-]{2,40}|(?:codellama|llama-?\d)[\w.:-]{0,60}|mi[sx]tral-[\w.-]{2,40}|qwen\d?[\w.:-]{2,40}|command-[ar][\w.-]{0,30}|grok-[\w.-]{1,40}|text-embedding-[\w.-]{2,40}))(?<![.:-])(?![\w/])/i,
];

const tokens = {
  limit: [
    /\d ?(?:tokens? )?> ?(?<found>\d[\d,]{1,10}\d)\b/i,
    /\b(?:limit|maximum|max|window|length|up to|at most|only|exceeds?|above|less than|>)(?: (?:number|of|the|context|length|is|input|tokens?|allowed|size|configured|at|most|only)){0,6}[ :(]{1,3}(?<found>\d[\d,]{1,10}\d)\)? ?(?:input |prompt |context )?tokens?\b/i,
    /\btokens?(?: (?:allowed|permitted|length|limit|of|is)){0,4}[ :(]{1,3}(?<found>\d[\d,]{1,10}\d)\b(?!\)? (?:exceeds?|>|is|are|cannot))/i,
    /\b(?:window|context(?: length| size| limit)?)(?: of| is| only){0,3}[ :=(]{1,3}(?<found>\d[\d,]{1,10}\d)\b(?! ?(?:char|byte|tokens? (?:over|more|too)))/i,
    /\b(?:accepts|allows|supports|takes)(?: at most| up to| only)? (?<found>\d[\d,]{1,10}\d)\b(?! ?(?:char|byte|image))/i,
  ],
  requested: [
    /\b(?<found>\d[\d,]{1,10}\d) ?(?:tokens? )?> ?\d/i,
    /\b(?:resulted in|requested|got|received|given|contains?|has|have|provided|(?:prompt|input|request|messages?) (?:is|of|with))(?::| about| a| total| of| with){0,4} (?<found>\d[\d,]{1,10}\d) ?(?:input |prompt )?tokens?\b/i,
    /\b(?:token count|tokens?)(?: (?:of|is|was))?[ :(]{1,3}(?<found>\d[\d,]{1,10}\d)\)? (?:exceeds?|>|is (?:larger|greater|longer|more))/i,
    /\b(?<found>\d[\d,]{1,10}\d) ?(?:input |prompt )?tokens?\)? (?:exceeds?|is (?:more|over|longer)|were sent|given)/i,
    /\b(?:got|given|requested|request input token count|received):? (?<found>\d[\d,]{1,10}\d)\b(?! ?(?:char|byte))/i,
  ],
};

const parameter = [
  /\b(?<found>max_(?:completion_|output_|new_)?tokens|temperature|top_[pk]|frequency_penalty|presence_penalty|stop(?:_sequences)?|tool_choice|response_?format|reasoning_effort|thinking(?:_budget)?|budget_tokens|enable_thinking|stream_options|parallel_tool_calls|logprobs|logit_bias|cache_control|service_tier|response_?mime_?type)\b/i,
  /\b(?:parameters?|arguments?|fields?|property|name|type for|value for|unknown|invalid)[:]? \\?["'`](?<found>[A-Za-z_][\w.[\]]{1,58})\\?["'`]/i,
];

/** Where a cause's values stand in what was said, the surest first. */
const readers: Partial<Record<CauseId, Readers>> = {
  dns: { host },
  refused: { host },
  "db-unreachable": { host },
  "requests-per-minute": {
    limit: [/\b(?:limited to|limit (?:is|of)|limits are|at most|maximum of) (?<found>\d[\d,]{0,9}) ?(?:RPM|requests?|calls?)/i],
  },
  "daily-cap": {
    limit: [/\blimit:? (?<found>\d(?:[\d,]{0,11}\d)?)\b/i, /\b(?<found>\d[\d,]{0,11})(?: [a-z]{3,12}){0,2} (?:per|a|\/) ?day/i],
  },
  concurrency: { limit: [/\b(?:concurrency|at most|maximum of|max(?:imum)? is)(?: of| is|:)? ?(?<found>\d{1,5})\b/i] },
  "spending-cap": {
    limit: [/\b(?:budget|spend(?:ing)? (?:limit|cap))(?: of| is|=|:)? ?(?<found>\$? ?\d[\d,]{0,9}(?:\.\d{1,2})?)\b/i],
  },
  pool: { limit: [/\b(?:pool(?: ?size| limit)?|connection[_ ]limit)(?: of size| of|:|=| is)? ?(?<found>\d{1,5})\b/i] },
  context_length: tokens,
  "larger-than-tpm": tokens,
  parameter: { name: parameter },
  "template-variable": {
    name: [
      /(?:variables?|key|placeholder|변수|変数|变量|biến|ตัวแปร)[: ]{0,2}(?:\{\{)?["'`“«「{]{1,2} ?#?(?<found>[\p{L}_][\p{L}\p{M}\w.-]{0,58}?)#? ?["'`”»」}]/iu,
      /\b(?:references|missing|undefined|unbound|unknown) \{{1,2} ?(?<found>[A-Za-z_][\w.]{0,58}) ?\}/i,
    ],
  },
  "tool-definition": { name: [/\b(?:functions?|tools?|schema for \w{3,20}) \\?["'`](?<found>[\w.-]{1,60})\\?["'`]/i] },
  constraint: {
    name: [
      /\b(?:constraint|index)(?: failed)?[: [(]{1,2}\\?["'`]?(?<found>[A-Za-z][\w$]{1,40}(?:[._][\w$]{1,40}){1,4})/i,
      /\bfor key ["'`](?<found>[\w.]{1,60})["'`]/i,
      /\bKEY constraint ["'`](?<found>[\w.]{1,60})["'`]/i,
    ],
  },
  "missing-relation": {
    name: [
      /\b(?:relation|column|table|type|schema|sequence|function|object|collection|index|keyspace)(?: with name| name| or view| not found:?)? \\?["'`](?<found>[A-Za-z_][\w.$]{0,60})\\?["'`]/i,
      /\b(?:no such (?:table|column|index|function)|unknown (?:table|column)):? ["'`]?(?<found>[A-Za-z_][\w.$]{0,60})/i,
      /\b(?:column|table|relation|table with name) (?<found>[A-Za-z_][\w.$]{0,60}) (?:does not|doesn't|not) (?:exist|found)/i,
    ],
  },
  "missing-config": { name: [/(?<![\w/])(?<found>[A-Z][A-Z0-9]{1,30}_[A-Z0-9_]{2,40})(?![\w(])/] },
  "llm-key-missing": {
    name: [/(?<![\w/])(?<found>(?!YOUR_)[A-Z][A-Z0-9]{1,30}_(?:[A-Z0-9]{1,20}_){0,3}(?:KEY|TOKEN|CREDENTIALS))(?![\w(])/],
  },
  "missing-file": {
    name: [
      /\b(?:no such file or directory|ENOENT|cannot find the (?:file|path)|file not found|does not exist)[^\n'"`]{0,40}["'`](?<found>[^\n'"`<>]{1,100})["'`]/i,
      /(?<![\w/])(?<found>[\w.-]{0,40}(?:\/[\w.-]{1,60}){1,6}):? ?(?:\(?no such file|not found|does not exist)/i,
    ],
  },
  "missing-module": {
    name: [
      /\b(?:module|package|library|assembly|class|plugin|gem) \\?["'`](?<found>[@A-Za-z][\w@./\\-]{0,58})/i,
      /\b(?<found>lib[\w.+-]{1,40}\.so(?:\.\d{1,3})*)\b/,
    ],
  },
  "empty-value": {
    name: [
      /\((?:reading|setting|evaluating) ["'`](?<found>[\w$.[\]]{1,60})["'`]\)/,
      /\bproperty ["'`](?<found>[\w$]{1,60})["'`] of/i,
      /\bbecause "(?<found>[A-Za-z_$][\w$.()]{0,58})" is null/,
      /^(?:TypeError: )?(?<found>[A-Za-z_$][\w$]{1,60}) is (?:undefined|null)\b/m,
    ],
  },
  "undefined-name": {
    name: [
      /(?<![\w$.()[\]])(?<found>[A-Za-z_$][\w$]{0,40}(?:[.[][\w$]{1,40}\]?){0,4}) is not (?:a function|defined|a constructor)\b/,
      /\b(?:local variable|cannot access(?! local)|can't find variable:?) ["'`]?(?<found>[A-Za-z_$][\w$]{1,60})/i,
      /\bundefined (?:method|function|property|constant):? ["'`]?(?<found>[A-Za-z_\\$][\w$\\]{1,50}(?:::[\w$]{1,40})?)/i,
    ],
  },
};

function read(said: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(said)?.groups?.found;
    if (found) return found;
  }
}

const amount = (text: string | null | undefined): number => Number(text?.replaceAll(",", ""));

/** Words of the sentence itself, which a rule's group took for a value. */
const noValue = /^(?:an?|the|on|of|in|is|for|not|names?|errors?|violation|fields?|values?|keys?|requests?|tokens?|models?)$/i;

/** What fills a cause's slots: what its rule found, then what the report tells of itself, then what stands in its text. */
export function slotsOf(report: Report, { said, status }: Facts, cause: CauseId, words: Slots = {}): Slots {
  const { model: known, provider } = report.llm ?? {};
  const told = Object.entries(words)
    .map(([slot, text]) => [slot, text?.replace(/[.:,;]{1,3}$/, "")] as const)
    .filter(([, text]) => text && !noValue.test(text));
  const given: Slots = { model: known, provider, status: status?.toString(), ...Object.fromEntries(told) };
  const unread = Object.entries({ model, ...readers[cause] }).filter(([slot]) => !given[slot] && hasSlot(cause, slot));
  const all = { ...given, ...Object.fromEntries(unread.map(([slot, patterns]) => [slot, read(said, patterns)])) };
  const fits = readers[cause] === tokens && amount(all.requested) <= amount(all.limit); // then it is not what was requested
  return fits ? { ...all, requested: null } : all;
}
