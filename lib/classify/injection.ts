import { undisguised } from "./disguise.ts";
import words from "./foreign-orders.json" with { type: "json" };

const level = "(?:info|low|critical|medium|high|p[0-4]|noise)";
const category =
  "(?:rate limit|quota exceeded|authentication|invalid request|context length|content filtered|provider error|timeout|network|response quality|prompt issue|database|validation|third party|infrastructure|code bug|unknown)";
const verdict = `(?:${level}|${category})`;
const quote = "[\"'`\\\\]{0,3}";

/** Tables of words; underscores, dots and slashes have become blanks before they are looked for. */
const orders: readonly RegExp[] = [
  // forget what you were told
  /\b(?:ignor\w{0,4}|forget|disregard|overrid\w{1,3}|overrule|bypass|discard|decode and (?:obey|follow)|obey)\b[^\n]{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|directions|everything (?:above|before)|the above|(?:this|the) error|error \d)\b/i,
  // file it under something
  new RegExp(
    `\\b(?:re ?)?(?:classif(?:y|ied)|label(?:l?ed)?|categori[sz]ed?|tag|mark|treat|downgrade)\\b[^\\n]{0,40}\\b(?:as|to|is|:|under|severity|category)\\b ?(?:an? |the )?${quote}(?:severity|category|priority)? ?=? ?${quote}${verdict}\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:set|choose|pick|use|change|assign|report|answer|reply|respond|lower|raise|select|output)\\b[^\\n]{0,40}\\b(?:severity|category|priority)\\b[^\\n]{0,12}${verdict}\\b`,
    "i",
  ),
  new RegExp(
    `${quote}(?:severity|gravité|gravedad|gravidade|gravità|schweregrad|súlyosság|ernst|уровень|شدت|严重性|嚴重性|重大度|심각도|重要度)${quote} ?(?:=|:|to|is|->|legyen|als|را|设为|を|를)? ?${quote}${level}\\b`,
    "iu",
  ),
  new RegExp(`${quote}\\bcategory\\b${quote} ?(?:=|:|to|is)? ?${quote}${category}\\b`, "i"),
  new RegExp(
    `\\b(?:items?|errors?|events?|warnings|labels?|say|is|are|prefer) (?:now |always |a |an |just )?${quote}(?:low|info)\\b(?: ?/ ?(?:low|info)| and must| bitte|,|\\.|$|['"\`])`,
    "im",
  ),
  // stay silent, or shout
  /\b(?:do not|don['’]?t|never|must not|no need to) (?:page|alert|notify|escalate|wake)\b/i,
  /\b(?:suppress (?:the |all |any )?alerts?|disabl\w{1,3} (?:the )?alert\w{0,3})\b/i,
  /\b(?:notify (?:every|all|everyone)|page (?:everyone|nobody)|all customers affected)\b/i,
  /\b(?:always retry|retry (?:this )?(?:request )?\d{3,} times|should retry ?[=:]|retry ?= ?true)\b/i,
  // say who you are and what you were told
  /\b(?:print|reveal|repeat|show|leak|display|spell) [^\n]{0,30}(?:system prompt|instructions)\b/i,
  /\byour (?:full |own |hidden |original )?(?:system prompt|instructions|explanation)\b/i,
  /\byou (?:must|will|should|would) [^\n]{0,30}(?:refuse|classif|pick it|severity|category)\b/i,
  /\b(?:you are (?:now|dan\b|an? (?:ai|assistant|classifier|model))|an ai without|pretend to be)\b/i,
  /\b(?:role ?play|ai readers|before classifying|you generate|tell the system|suggested fix must)\b/i,
  /\b(?:correction from the|message from the (?:platform|system|administrator)|policy update:)/i,
  /\b(?:i will tip|synthetic test event|test events? (?:are|is) always|this is a (?:p0|sev ?[01]))/i,
  /\b(?:is fake\b|(?:error|incident) is resolved|apply (?:both|rule \d)|example \d: [^\n]{1,40}->)/i,
  // the frame around the data ends here
  /<\/?(?:user[ _]?input|system|developer|instructions?|assistant|untrusted)>/i,
  /<\|im[ _]?(?:start|end)|\[\/?inst\]|<<sys>>|#{2,3} ?(?:instruction|system:|new task)/i,
  /(?:[=~*-]{3,} ?)end of (?:error|sample|log|input|data|item|report)|={3,} ?error \d/i,
  /the log ends here|\bfrom now on\b|\bnew instructions\b|output format is/i,
  /\b(?:reply|respond|answer|return)\b[^\n]{0,20}\b(?:in one word|the items|one result)/i,
  /for every item\b|(?:in|of) the other (?:errors|items)|omit the ids/i,
];

/** The same in other languages: words for forgetting near words for instructions, words for filing near what to file under. */
const foreignOrders: readonly RegExp[] = [
  new RegExp(`(?:${words.forget.join("|")})[^\\n]{0,40}(?:${words.instructions.join("|")})`, "iu"),
  /(?:دستور|निर्देश|指示|命令|ルール|지시|규칙)[^\n]{0,24}(?:نادیده|अनदेखा|無視|忘れ|무시)/u,
  /(?:忽略|无视|無視|忘记|忘掉)[^\n]{0,12}(?:指令|规则|規則|指示|提示)/u,
  /(?:类别|類別|严重性|嚴重性|分类|カテゴリ|重大度|카테고리|심각도)[^\n]{0,8}(?:设为|改为|改成|設定|変更|로 (?:설정|변경))|로 분류하(?:세요|십시오|라)/u,
  /アラートを送らない|テスト用のエラー|不要(?:报警|告警|通知)/u,
  new RegExp(`(?:${words.file.join("|")})[^\\n]{0,60}(?:${[verdict, ...words.under].join("|")})`, "iu"),
  /ne pas alerter|no se notifi\p{L}{1,4}|nicht gemeldet|gelten ab sofort|ειδοποίησε|acione todos/iu,
  /avis(?:a|en|ad) a todos|la categor[ií]a (?:corretta|correcta)|cambia la categor[ií]a/iu,
  /(?:ton|votre|dein|tuo|seu) (?:message|prompt) (?:système|system)|orden del director|testmelding/iu,
  /не надсилайте|не отправляй\p{L}{0,2} (?:алерт|уведомл)/iu,
];

/** Whether a text gives orders to whoever classifies it, in plain words or in disguise. */
export const attemptsInjection = (text: string): boolean =>
  undisguised(text).some((view) => orders.some((order) => order.test(view)) || foreignOrders.some((order) => order.test(view)));
