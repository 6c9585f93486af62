const category =
  "(?:rate limit|quota exceeded|authentication|invalid request|context length|content filtered|provider error|timeout|network|response quality|prompt issue|database|validation|third party|infrastructure|code bug|unknown)";
const grade =
  "(?:info(?:rmational)?|low(?:est)?|critical|medium|high(?:est)?|p[0-5]|sev ?[0-5]|minor|trivial|noise|harmless|benign|resolved)";
const label = `(?:${grade}|${category})`;
const quote = "[\"'`\\\\]{0,3}";
const field = "(?:severit(?:y|ies)|categor(?:y|ies)|priorit(?:y|ies)|urgency|labels?|classifications?)";
/** What an order is about. */
const object =
  "(?:this|it|that|my|our|these|those|them|accordingly|as|all|every(?:thing)?|any|each|the (?:above|following|next|whole|error|ticket|record|issue|item|entry|event|incident|stack)|items?|entry|entries|events?|errors?)";
/** Where an order begins, and no report of what somebody did or could not do. */
const begins =
  "(?:^|[\\n.:;,!?'\"“”‘’(){}\\]>=|*#—–] ?|\\b(?:please|now|then|and|so|but|must|should|shall|kindly|just|always|never|simply|instead|also|you will|we need to|says? to|asks? to|wants? to|told to|command|directive|note|order|instruction|task|assistant|ai|bot|classifier|item|reasons|[1-9]\\)?) ?(?:: ?)?)";
const told =
  "(?:(?:all|any|every|each|of|the|your|my|these|those|this|that|previous|prior|earlier|above|preceding|old|former|initial|original|existing|current|other|system|safety) ){1,5}";
const instructions =
  "(?:instructions?|rules?|prompts?|guidelines?|directions?|directives?|commands|orders|constraints?|guardrails?|polic(?:y|ies))";
const minds =
  "(?:ais?|llms?|language models?|assistants?|classifiers?|triage (?:bot|system|assistant|ai)|chatgpt|gpt|claude|gemini|(?:chat)?bot|ai (?:agent|reader|model|system)s?)";
const people =
  "(?:anyone|anybody|any ?body|the on ?call|on ?call|us|them|people|operators?|engineers?|somebody|nobody|humans?|a human|users?|the team|this|it|for|about|me|everyone)";
const hushed = "(?:alerts?|alarms?|paging|pages?|notifications?|escalations?|monitoring)";

const i = (...parts: string[]): RegExp => new RegExp(parts.join(""), "i");

/** One of them is enough. Underscores, dots within words and slashes have become blanks before they are looked for. */
export const surely: readonly RegExp[] = [
  // forget what you were told
  i(`\\b(?:ignore|disregard|forget|override|overrule|bypass|discard|obey)\\b (?:about )?${told}(?:\\w+ ){0,2}${instructions}\\b`),
  /\b(?:ignore|disregard|forget) (?:everything|whatever|all|anything|what|the (?:above|error|stack|previous|rest)|this error)\b(?! fields| values)/i,
  i(
    `\\b(?:ignore|disregard|forget|overrule|bypass)\\b[^\\n]{0,30}\\b(?:above|earlier|previous|prior)\\b[^\\n]{0,20}\\b${instructions}\\b`,
  ),
  i(
    `\\b${instructions}\\b[^\\n]{0,25}\\b(?:no longer appl|do(?:es)? not apply|(?:is|are) (?:now )?(?:void|obsolete|cancelled|lifted|superseded|replaced|suspended))`,
  ),
  i(
    `\\b(?:supersedes?|outranks?|overrides?|replaces?) (?:your|the system (?:prompt|message)|system prompt|any previous|all (?:previous|prior|earlier))\\b`,
  ),
  /\bnew (?:guidelines?|instructions?|rules?|directives?|task|role|orders|system (?:message|prompt))\b ?(?::|follow|are\b|is\b)|\b(?:new task|from now on|instruction hierarchy|decode and (?:obey|follow))\b/i,
  /\byour (?:new|only|next|real|true) (?:task|role|job|goal|purpose|duty|mission) (?:is|was|will)\b|\byour (?:task|role|job|goal|purpose|duty|mission|instructions?|guidelines|output) (?:(?:has|have) changed ?[:.,]|is (?:now|to)\b|must\b|should\b)/i,
  // file it under something
  i(
    `${begins}(?:re ?)?(?:classify|label|mark|tag|categori[sz]e|file|treat|rate|rank|grade|score|consider|count|report|record|flag|declare|deem|put|move|downgrade|escalate|bump|prioriti[sz]e|assess|judge|log|register)\\b[^\\n]{0,15}? ?\\b${object}\\b[^\\n]{0,40}\\b${label}\\b(?! or\\b)`,
  ),
  i(
    `\\b(?:should|must|to|will|shall|can) be (?:considered|treated|classified|marked|labell?ed|rated|reported|filed|regarded|tagged|categori[sz]ed)(?: as)?(?: an?| the)? ?${quote}(?:${field} )?${quote}${label}\\b(?! or\\b|,)`,
  ),
  i(
    `${begins}(?:set|choose|pick|use|change|assign|give|output|return|respond|reply|answer|select|make|keep|put|adjust|report)\\b[^\\n]{0,45}\\b${field}\\b(?! (?:level|threshold|field|param|value|must|is|name))[^\\n]{0,30}?\\b${label}\\b(?! or\\b|, ?\\w+,| ?\\|)`,
  ),
  i(`${begins}(?:assign|apply|use|choose|pick|give)\\b[^\\n]{0,20}\\b(?:label|category|severity) ${quote}${label}\\b`),
  i(
    `${begins}(?:treat|classify|label|mark|rate|file|count|report)\\b [^\\n]{1,40} as (?:an? )?(?:low|info(?:rmational)?|noise|harmless|minor|benign)\\b`,
  ),
  i(`${begins}(?:lower|raise|reduce|increase|downgrade|drop|decrease) (?:the |its |this |their |all |every ){0,2}${field}\\b`),
  i(`${begins}downgrade (?:this|the|it|all|every)\\b|\\bto downgrade this (?:incident|error|event|ticket|item)\\b`),
  i(
    `\\b${field}\\b[^\\n]{0,30}\\b(?:must|should|has to|needs to|shall) (?:now |always )?(?:be|become|stay|read) (?:set to |an? )?${quote}${label}\\b(?!["'\`]{0,2} ?(?:,|or\\b|\\|))`,
  ),
  i(
    `\\b${field} of (?:this|the|these|that) (?:error|event|item|ticket|issue|incident|one)s? (?:is|are|should be|must be) ${quote}${label}\\b`,
  ),
  i(
    `\\b(?:correct|right|actual|true|real|proper|expected) (?:label|category|severity|priority|classification)(?: \\([^)\\n]{0,25}\\))? ?(?:for this )?(?:is|:|=|->) ?${quote}${label}\\b`,
  ),
  i(
    `${begins}(?:answer|reply|respond|say|output)\\b(?: only| just| solely| exclusively| with| in one word| back|,| the (?:word|token|label)| now| always| :|:){0,5} ?${quote}(?:the word )?${quote}${label}\\b`,
  ),
  i(
    `\\b(?:all|every|each)(?:thing)?(?: (?!error|alert)\\w+){0,3} (?:is|are) (?:an? |now |just |only ){0,2}${quote}${label}\\b(?! or)`,
  ),
  i(
    `\\b(?:all|every|following|these) (?:\\w+ ){0,2}errors? (?:are|is) (?:now |just |only |always )?(?:an? )?${quote}${label}\\b`,
  ),
  // stay silent, or shout
  i(
    `\\b(?:do not|don['’]?t|never|must not|(?:will|should|shall|may) not|no need to|(?:are|is) not (?:allowed|permitted) to|need not|must never|nobody (?:should|must|may)) (?:ever |bother to )?(?:page|alert|notify|escalate|wake|inform|ping|disturb|bother)(?: up)?\\b(?= (?:${people})\\b|[.,;!'")\\]]|$|\\n)`,
  ),
  /\b(?:do not|don['’]?t|never|must not) (?:tell|call|message) (?:anyone|anybody|the on ?call|on ?call|nobody|any human|operators?|engineers?)\b|\b(?:stay|keep|remain|be) (?:quiet|silent)\b/i,
  i(`\\b(?:no|without(?: any)?) (?:${hushed}|one|human) (?:should|must|may|is to|are to|needs? to) (?:be|get|go)\\b`),
  i(
    `${begins}(?:suppress|silence|mute|skip|disable|drop|stop|withhold|turn off|hold)(?: the| all| any| every| this| its| further){0,3} (?:${hushed}|classification)\\b|\\b(?:fix|solution|remedy) is to (?:disable|turn off|stop|suppress)\\b`,
  ),
  /\b(?:notify (?:every|all\b|everyone)|page (?:everyone|everybody|nobody|the (?:ceo|cto|whole|entire))|all customers affected|wake everyone)\b/i,
  /\b(?:always retry|retry (?:this )?(?:request )?\d{3,} times|(?:should retry|requires immediate action|needs action)["'`]{0,2} ?(?:[=:]|to|is|must be)? ?(?:true|false)\b|retry ?= ?true\b)/i,
  /["'`\\]severity["'`\\]{1,3} ?[:=] ?["'`\\]{1,3}(?:info|low|none)\b/i,
  /\b(?:in|into|as|to|inside) (?:the )?(?:root cause|fix suggestion|fix ?suggestion)\b|\bsuggested fix must\b/i,
  // say who you are and what you were told
  i(
    `${begins}(?:print|reveal|repeat|show|leak|display|spell|dump|include|copy|recite|disclose|paste)\\b[^\\n]{0,30}\\b(?:system (?:prompt|message)|(?:your|initial|original|hidden) (?:\\w+ )?(?:prompt|instructions?|rules|guidelines)|(?:words|text|everything|instructions) above)\\b`,
  ),
  /\bwhat (?:were|are|is) your (?:\w+ )?(?:instructions?|prompts?|rules|guidelines)\b|\byour (?:(?:full|own|hidden|original|initial|entire) (?:system prompt|instructions)|system prompt|explanation)\b/i,
  i(
    `\\b(?:dear|hey|hi|hello|attention|note (?:to|for)|reminder (?:to|for)|instructions? for|message for|if you are) (?:an? |any |all |the )?(?:large |helpful |obedient )?${minds}\\b(?: (?:reading|who|that reads|processing)| ?[,:;.!-]|\\s*$| ?(?:please|you|must|do|set|mark|label|classify|ignore|never))`,
  ),
  i(
    `\\bnote (?:to|for) (?:the )?(?:triage|classifier|language models?|ai|llm|bots?|assistants?)\\b|\\bai reading (?:this|the)\\b|\\battention triage\\b|\\b(?:human or (?:ai|machine)|(?:all|any) (?:ais?|llms?))\\b`,
  ),
  i(
    `\\byou are (?:now |actually |only )?(?:an? |the )?(?:\\w+ )?(?:ai|assistant|classifier|llm|language model|model|gpt|bot|dan|\\w{3,12}gpt)\\b|\\byou are now\\b|\\ban ai without\\b`,
  ),
  i(
    `\\b(?:chatgpt|gpt|claude|gemini|copilot|assistant|classifier|ai|llm) ?[,:] ?(?:please|kindly|you (?:must|will|should|are)|set|mark|label|classify|ignore|do not|never|now\\b|the correct|this (?:ticket|error|is))`,
  ),
  /\b(?:pretend (?:that|the|to be|you|this|it|nothing)|role ?play|play a game|ai readers|before classifying|instead of (?:classifying|analy[sz]ing|triag\w{2,3})|you generate|tell the system)\b/i,
  /\byou (?:must|will|should|would|shall) (?:now |only |always |never )?(?:refuse|classify|label|mark|pick it|answer|respond|reply|ignore|say)\b/i,
  /\bI (?:hereby )?(?:authori[sz]e|command|order|instruct) (?:you|the)\b|\bI am (?:the|your) (?:developer|creator|administrator|owner|operator) of (?:this|the) (?:\w+ )?(?:system|bot|model|ai|classifier)\b|\bI will tip\b/i,
  /\b(?:tell|instruct|advise|ask) (?:the )?(?:on ?call|operators?|engineers?|user|team|people|admin\w{0,10}|reader) to (?:run|execute|disable|delete|open|visit|install|send|turn)\b/i,
  /\b(?:say|state|write|report|answer|claim|conclude) (?:that )?(?:no action|nothing|everything|it) (?:is|was|needs)\b/i,
  /\b(?:takes? precedence|previous context (?:is )?cleared|begin (?:a )?new session|without (?:any )?rules|act (?:like|as if) nothing|nothing to see)\b/i,
  i(
    `\\b(?:asked|told|instructed|wants?|requires?|required|expects?|allowed|forbidden for) (?:the |this |an? |any )?(?:${minds}|model|you) to\\b`,
  ),
  /\b(?:do not|don'?t|never|instead of) (?:classify|label|analy[sz]e|triage|create an? incident|open an? incident)\b|\bsay (?:that )?(?:the )?\w{2,20} (?:is|are) (?:healthy|fine|ok|okay|up|good)\b/i,
  i(`\\byou (?:label|mark|rate|tag|file|classify|treat) (?:every|each|all|any)\\b[^\\n]{0,30}\\b${label}\\b`),
  i(`\\bthe (?:answer|verdict|result|label) (?:is|should be|must be) (?:always )?${quote}${label}\\b`),
  i(`${begins}(?:return|answer|output|say|use|give) ${quote}${label} (?:for|to|on) (?:all|every|each|any|everything)\\b`),
  i(`\\b(?:hi|hello|hey|dear)(?: there)?,? ${minds}\\b`),
  i(
    `${begins}(?:print|reveal|repeat|show|output|display|tell me|give me|write)\\b[^\\n]{0,30}\\b(?:your|text of the|the exact|prompt you|you (?:received|were given|got))[^\\n]{0,25}\\b(?:prompt|instructions|rules|message)\\b|\\bprompt (?:that )?you (?:received|were given|got)\\b`,
  ),
  // speak for others
  /\bfor (?:every|all|each|any) (?:remaining |other |following )?items?\b|\b(?:in|of) the other (?:errors|items)\b|\b(?:all|every) (?:items?|entries|errors) (?:in|of) (?:this|the) batch\b/i,
  /\b(?:give|assign|copy|use|apply)\b[^\n]{0,20}\b(?:item|error|entry) ?e?\d{1,2}\b|\b(?:item|entry) e\d{1,2}\b|\bdrop (?:it|this|them) from the (?:results|batch|list|answer)\b|\bomit the ids\b/i,
  /\b(?:reply|respond|answer|return)\b[^\n]{0,20}\b(?:in one word|the items|one result)/i,
  /\bskip (?:the )?classification\b|\bapply (?:both|rule \d)|\bexample \d: [^\n]{1,40}>/i,
  // the frame around the data ends here
  /<\/(?:user[ _]?input|system|developer|instructions?|untrusted|items?|error|data|log)>\s*\S/i,
  /(?:[=~*-]{3,} ?)end of (?:error|sample|log|input|data|item|report)|={3,} ?error \d|the log ends here|output format is/i,
  /\b(?:correction from the|message from the (?:platform|system|administrator)|synthetic test event|test events? (?:are|is) always|this is a (?:p0|sev ?[01])\b)/i,
  /\b(?:error|incident|outage) is (?:fake|already resolved|a false alarm)\b|\b(?:incident|error|this) is resolved, /i,
];

/** Signs that errors carry as well: two different ones are needed. */
export const hardly: readonly RegExp[] = [
  i(
    `${quote}\\b(?:severity|priority|category|gravité|gravedad|gravidade|gravità|schweregrad|ernst|严重性|嚴重性|重大度|심각도)\\b${quote} ?(?:=|:|to|is|->)? ?${quote}${label}\\b(?!, ?\\w+,| or\\b| ?\\|)`,
  ),
  /<\|(?:im[ _]?(?:start|end)|system|end|assistant|user)\|>|\[\/?inst\]|<<sys>>|#{2,3} ?(?:instructions?|system|new)\b|\b(?:begin|end) (?:admin|system) (?:command|override|message)\b/i,
  /\b(?:override|overruled?|policy update|admin command|directive|supersede|end of data)\b ?[:.;]|\boverride ?:/i,
  /\b(?:this|it) (?:error |event |message )?is (?:only |just |merely )?(?:an? )?(?:test|drill|simulation|fake|known flake|joke)\b|\bpart of a drill\b/i,
  /\b(?:regardless of|nothing else|no matter what|without exception|do not explain|use it\b)/i,
  /\b(?:assistant|ai|llm|chatgpt|language model|triage bot|classifier)\b ?(?::|response|note|instruction)/i,
  i(`\\b(?:say|prefer|pick|choose|just|always|bitte|must be) ${quote}${label}\\b`),
  i(`\\b(?:ignore|disregard|forget|bypass) ${instructions}\\b`),
  /\bdo not (?:escalate|page|alert|notify|report)\b|\bno (?:action|alert|page)s? (?:is |are )?(?:needed|required|necessary)\b/i,
];

/** Faint signs: three of them close together are too many, when one is of those that an order is for. */
export const faintly = {
  aims: [
    /\b(?:low|lowest|info|informational|harmless|noise|spam|false positive|healthy|nothing is|not an error|benign|p5|p4|0 severity|unimportant)\b/i,
    /\b(?:severity|priority|urgency) ?["'`]{0,3} ?(?:=>|->|=|:|is|to|of this)? ?["'`]{0,3}(?:info|low|none|minor|p[3-5]|medium)\b(?! is (?:not |in)valid)/i,
    i(`\\b(?:category|label|classification|class) ?["'\`]{0,3} ?(?:=>|->|=|:|is|to)? ?["'\`]{0,3}${category}\\b`),
    /\b(?:suppress|silence|quiet|mute|(?:do not|don'?t) (?:tell|page|alert|notify|escalate|wake)|silent|page everyone|skip this)\b/i,
  ],
  means: [
    /\b(?:ais?|llms?|language models?|assistants?|classifiers?|triage|chatgpt|gpt|claude|gemini|bots?|the model|(?:hello|dear) model|reviewer|judges?)\b/i,
    /\b(?:please|kindly|must|should|required to|you (?:are|must|will|were|should|see)|your|whoever|i have been|i hereby|when you|told you|hi|hello|hey)\b/i,
    /\b(?:classify|(?<!\b(?:only|expected|unknown|unseen|invalid|no|the|an?|of|this|true|class) )label|mark|tag|treat|rate|rank|score|set|put|consider|act as|simulate|respond|reply|answer|say|output|report|print|reveal|filed?|skip|stop|lower|raise|ignore|forget|disregard|confirm|write)\b/i,
    /\b(?:instructions?|prompt|system message|rules?|directives?|override|policy|taxonomy|obey|batch|(?:all|the) (?:other )?(?:errors|items|alerts)|this (?:error|order|one|item|ticket)|root cause|fix suggestion|hidden)\b/i,
  ],
} as const;
