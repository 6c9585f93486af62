import { undisguised } from "./disguise.ts";
import words from "./foreign-orders.json" with { type: "json" };
import { faintly, hardly, surely } from "./orders.ts";
import { possibleOf } from "./possible.ts";

/** In the form that texts are brought into before they are looked at. */
const any = (list: readonly string[]): string => `(?:${list.join("|")})`.normalize("NFKC");
const near = (most: number): string => `[^\\n]{0,${most}}`;
/** A word ends where no letter follows; scripts without blanks have no such end. */
const under = `(?:(?<![\\p{L}\\p{N}])(?:${any(words.label)})(?![\\p{L}\\p{N}])|${any(words.mild)})`;
const wordStart = "(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}])";

/** The same in other languages: forgetting and instructions, filing and what to file under, whom not to tell. */
const foreign: readonly RegExp[] = [
  new RegExp(`${wordStart}${any(words.forget)}${near(40)}${any(words.instructions)}`, "iu"),
  /(?:دستور|निर्देश|नियम|指示|命令|ルール|지시|규칙|talimat|kural|yönerge)[^\n]{0,30}(?:نادیده|अनदेखा|無視|忘れ|무시|yok ?say|görmezden|unut|dikkate alma|भूल)/iu,
  /(?:规则|規則|규칙|지시|指示)(?:은|는|을|를|は|を)? ?(?:잊|무시|忘れ|無視)/u,
  /(?:忽略|无视|無視|忘记|忘掉|不要理会)[^\n]{0,14}(?:指令|规则|規則|指示|提示|要求)/u,
  /(?:类别|類別|严重性|嚴重性|优先级|分类|カテゴリ|重大度|카테고리|심각도)[^\n]{0,8}(?:设为|設為|改为|改成|設定|変更|로 (?:설정|변경))|로 분류하(?:세요|십시오|라)/u,
  new RegExp(
    `${wordStart}${any(words.file)}(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])${near(70)}${under}`,
    "iu",
  ),
  new RegExp(`${under}${near(20)}${any(words.after)}`, "iu"),
  new RegExp(`${any(words.before)}${near(20)}${under}`, "iu"),
  new RegExp(`${wordStart}${any(words.hush)}`, "iu"),
  /你现在是|你是一个(?:听话|顺从)|あなたは(?:今から|従順)|너는 이제|당신은 이제|系统提示[:：]|ahora eres|tu es maintenant|du bist (?:jetzt|nun)|ты теперь|sen artık|gelten ab sofort/iu,
  /(?:ton|votre|dein|tuo|seu|tu) (?:message|prompt) (?:système|system|de sistema)|cambia la categor[ií]a|la categor[ií]a (?:corretta|correcta)|正确的(?:类别|分类)是|正しいカテゴリは/iu,
];

const window = 120;
/** What ends a thought, in prose and in data. */
const ends = /[\n{}]|\. |(?:, ?)?["'] ?[,:] ?["']/;

/** Parts of a text in which words belong together, overlapping a little. */
const parts = (view: string): string[] =>
  view
    .split(ends)
    .flatMap((part) =>
      Array.from({ length: Math.ceil(part.length / window) }, (_, at) =>
        part.slice(Math.max(0, at * window - 20), (at + 1) * window),
      ),
    );

const possibleIn = possibleOf([[...surely, ...foreign], hardly, faintly.aims, faintly.means]);

const counted = (patterns: readonly RegExp[], text: string): number => patterns.filter((pattern) => pattern.test(text)).length;

function orders(view: string): boolean {
  const [sure = [], likely = [], aims = [], means = []] = possibleIn(view);
  const hints = (part: string): boolean => {
    const aimed = counted(aims, part);
    return aimed > 0 && aimed + counted(means, part) >= 3;
  };
  return sure.some((pattern) => pattern.test(view)) || counted(likely, view) >= 2 || (aims.length > 0 && parts(view).some(hints));
}

/** Whether a text gives orders to whoever classifies it, in plain words or in disguise. */
export const attemptsInjection = (text: string): boolean => undisguised(text).some(orders);
