import type { Rule } from "../rule.ts";

/** Whole sentences about databases, networks, machines, defects and people's input. */
export const proseSystems = [
  {
    id: "prose.database",
    when: [
      /\b(?:insert|upsert|update|delete|write|select) (?:into|of|on|from|to) [\w."]{1,40}(?: table)? failed|\b(?:missing|no such|unknown) (?:table|column|index|collection) [\w."]{1,40}|(?:column|vector|embedding)[^\n]{0,20}wrong dimension/i,
      /\b(?:table|collection|index|schema|view)\b[^\n]{0,40}(?:has no column|lacks (?:the )?column|missing column|no (?:such )?column|missing (?:on|in) (?:the )?(?:replica|primary|database))|migrations? (?:is |was |were )?(?:missing|not (?:run|applied)|never ran)/i,
      /\b\d{2,5} dim(?:s|ensions?)?\b[^\n]{0,60}\b\d{2,5}\b|foreign key[^\n]{0,40}(?:fails|failed|violat|missing)|duplicate [\w ]{1,20}\bon insert|(?:pgvector|postgis|extension)\b[^\n]{0,20}missing/i,
    ],
    cause: "database",
    test: "messages table has no column finish_reason, migration missing",
  },
  {
    id: "prose.deadlock",
    when: /\b(?:lock wait (?:on|for)|waiting for (?:a |the )?(?:row |table )?lock|deadlock(?:ed|s)?|write conflict|serialization conflict|lock(?:ed)? by another (?:transaction|session|process)|row is locked)\b/i,
    unless: /goroutine|thread|mutex|asyncio|recursive locking/i,
    cause: "deadlock",
    test: "could not save the conversation: deadlock with the archiver",
  },
  {
    id: "prose.pool",
    when: /(?:get|obtain|acquire|open|borrow) an? (?:db|database|sql|pg|mysql|redis) connection|\b(?:pool|connections?) of \d{1,4}\b[^\n]{0,20}(?:used up|exhausted|full|busy|taken)|(?:postgres|mysql|database|db)\b[^\n]{0,20}(?:refuses|no more|out of) connections|(?:all|every) (?:\d{1,4} )?(?:db |database |pooled )?connections? (?:are |is )?(?:in use|busy|taken)/i,
    cause: "pool",
    test: "postgres refuses connections, pool of 20 is used up",
  },
  {
    id: "prose.database-down",
    when: /\b(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|elastic(?:search)?|database|db|vector store|qdrant|pinecone|weaviate|milvus|session store|broker|kafka|rabbitmq|primary|replica)\b[^\n]{0,30}(?:is down|went (?:down|away)|unreachable|not reachable|gone|offline|failing over|failed over|no leader|stepped down|connection lost|lost connection)/i,
    cause: "db-unreachable",
    test: "the primary stepped down",
  },
  {
    id: "prose.certificate",
    when: /certificate\b[^\n]{0,60}(?:not trusted|untrusted|expired|self[- ]signed|unknown (?:ca|issuer|authority)|mismatch|does not match|invalid|rejected|ran out|not valid)/i,
    cause: "certificate",
    test: "certificate of the corporate proxy is not trusted by the container",
  },
  {
    id: "prose.unreachable",
    when: [
      /(?:cannot|can['’]?t|could not|couldn['’]t|unable to|failed to|fails to) (?:reach|contact|connect to|ping|open a connection to)\b/i,
      /\b(?:host|server|api|endpoint|[\w-]{2,40}\.(?:com|ai|io|dev|internal|local|net|org))\b[^\n]{0,12}(?:is )?(?:unreachable|not reachable)|port \d{2,5} (?:is )?closed/i,
    ],
    unless: /database|postgres|mysql|mongo|redis|kafka/i,
    cause: "refused",
    test: "cannot reach ollama on localhost:11434",
  },
  {
    id: "prose.dns",
    when: /\b(?:does not|doesn['’]t|do not|cannot|can['’]?t|could not|won['’]t) (?:be )?resolved?\b[^\n]{0,30}(?:from|host|name|dns|pod|$)|\b(?:dns|resolver|nameserver)\b[^\n]{0,30}(?:fails|failed|broken|down|no answer|refused)/i,
    unless: /conflict|module|dependency|service for type|reference|bean|import|promise|placeholder|template|variable/i,
    cause: "dns",
    test: "api.anthropic.com does not resolve from this pod",
  },
  {
    id: "prose.dropped",
    when: /\b(?:stream|connection|socket|transfer|download|websocket|sse|event stream|handshake)\b[^\n]{0,30} (?:broke(?: off)?|died|was cut|got cut|cut (?:off|short)|dropped|lost|severed|torn down|reset|hung up|ended (?:early|abruptly)|interrupted)\b/i,
    cause: "dropped",
    test: "stream from openai broke after 812 bytes",
  },
  {
    id: "prose.timeout",
    when: [
      /(?:hit|hits|reached|reaches|ran into|exceeded|exceeds) (?:its|the|a|our|their) [\d.]{1,6} ?-?(?:ms|s|secs?|seconds?|min|minutes?|hours?)[ -](?:limit|cap|maximum)|(?:exceeded|exceeds|over|took) \d[\d.]{0,5} ?(?:ms|s|secs?|seconds|min|minutes)\b|not there after \d|upstream slow/i,
      /(?:killed|stopped|cancelled|canceled|aborted|abandoned|gave up|giving up|given up|cut|terminated|interrupted|skipped) after \d[\d.,]{0,6} ?(?:ms|s|secs?|seconds|m|min|mins|minutes|h|hours?)\b/i,
      /\bno (?:first |further |more |single )?(?:token|chunk|answer|reply|response|data|byte|event|heartbeat|result|output)s? (?:after|in|within|for|since|arrived|came)(?: \w{2,10}){0,2} ?\d/i,
      /(?:exceeded|exceeds|over|past|beyond|blew|missed|overran) (?:its |the |our |a )?[\d.]{0,6} ?(?:ms|s|secs?|seconds?|min|minutes?|hours?)[- ](?:time )?(?:budget|deadline|limit|slo|allowance)\b/i,
      /took (?:longer|more) than|still (?:running|waiting|pending|no answer) after \d|\b(?:waited|waiting) (?:for )?\d[\d.]{0,5} ?(?:ms|s|secs?|seconds|min|minutes)\b|deadline (?:passed|missed|hit|reached)|silence until/i,
    ],
    cause: "timeout",
    test: "No first token after 45 seconds",
  },
  {
    id: "prose.machine",
    when: [
      /\b(?:package|library|module|binary|font|gem|crate|executable|plugin|extension|weights?|model file) [\w.@/-]{1,60} (?:is |are )?(?:not installed|missing|not found|not there)|cannot open \/[\w/.-]{2,80}|config(?:uration)? (?:key|value|option|entry) [\w."'-]{1,60} is (?:empty|missing|not set|unset)|too many open (?:sockets|handles|descriptors)|no gpus? available|killed by signal \d/i,
      /\b(?:disk|volume|partition|filesystem|\/[\w/]{1,40})[^\n]{0,12}(?:is )?(?:\d{2,3} ?% )?full\b|(?:missing|not (?:found|present|included|installed|there)) in (?:the )?(?:image|container|bundle|build)\b|is already (?:used|taken) by another process/i,
      /\b(?:ran|running|run) out of (?:memory|disk|file (?:handles|descriptors)|inodes|vram|shared memory)|\b(?:node|pod|container|instance|vm)\b[^\n]{0,20}(?:drained|evicted|preempted|rescheduled|killed|lost|crash-?looping)|exit(?:s|ed)? with (?:code )?(?:13[0-9]|14[0-3])\b|(?:volume|secret|config ?map)s?[^\n]{0,20}not mounted/i,
    ],
    cause: "infrastructure",
    test: "libvips is missing in the image",
  },
  {
    id: "prose.defect",
    when: [
      /\bnil pointer\b|\bassert(?:ion)? failed: |recursion too deep|stack overflow|cannot unpack|out of range in \w|null (?:reference|pointer) in|undefined in \w{2,30}(?:\(\)| function)/i,
      /\bpast the end of (?:the )?(?:array|list|buffer|slice)|unreachable code|double free|use after free|should (?:never|not) happen|cannot happen|impossible (?:state|branch|case)|invalid state transition|transition from \w{2,30} to \w{2,30}|(?:illegal|invalid|inconsistent) (?:internal )?state\b/i,
      /\bunhandled (?:case|enum|variant|branch|type)|missing (?:case|branch) (?:for|in)|exhaustive(?:ness)? check|off[- ]by[- ]one|called (?:twice|before init|after (?:close|dispose))|not yet implemented|forgot to (?:await|return|close)/i,
    ],
    llm: false,
    cause: "code_bug",
    test: "state machine: transition from DONE to RUNNING is impossible",
  },
  {
    id: "prose.denied",
    when: /\b(?:lacks?|lost|without|missing|needs|requires) (?:the |a )?[\w:./ -]{2,30} (?:scope|role|permission|grant|entitlement|privilege)\b|\bmay not (?:open|read|see|use|edit|delete|access|view)\b|(?:sso|saml) assertion|one-time (?:code|password)|session cookie is missing|must sign in again|no longer valid/i,
    cause: "authentication",
    test: "User 5521 may not open workspace 9",
  },
  {
    id: "prose.input",
    when: /\brow \d{1,7}: [^\n]{1,60}(?:is not an? |missing|invalid|empty|unknown)|is in the future\b|\b(?:may|can|should) (?:have|contain|be) at most|lies (?:after|before)|(?:is |are |was )?(?:rejected|refused|skipped): (?:too|not|missing|invalid|wrong|duplicate)|(?:pdf|file|archive|document) is (?:password[- ]protected|encrypted|empty|corrupt)|(?:checksum|check digit) (?:does not match|mismatch|invalid|wrong)|in the past\b|(?:not|isn['’]t) a (?:real|possible|valid) (?:date|address|iban|number|email)|\d{1,2} february|outside \d|negative (?:amount|quantity|price)/i,
    llm: false,
    cause: "validation",
    test: "start date lies after end date",
  },
] as const satisfies readonly Rule[];
