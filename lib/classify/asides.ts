/** What a text says it is not, what a person wrote or named something, and values a statement carried: words that do not tell what happened. */
const asides = [
  /\b(?:not|isn['’]t|wasn['’]t|neither|nor|never) (?:an?|the|any|our|about) (?:[a-z]{2,12}[ -]){0,2}?(?:rate[ -]?limit\w*|throttl\w{1,5}|time-?outs?|quota|credit|refusals?|outage|auth\w*|network|key|billing|memory|database|certificate)(?: (?:problem|issue|error|failure|fault|limit)s?)?/gi,
  /\bno (?:[a-z]{2,12}[ -]){0,2}?(?:rate[ -]?limit\w*|throttl\w{1,5}|time-?outs?|quota|credit|refusal|outage|auth\w{0,12}|network|key|billing|memory|database) (?:problem|issue|error|failure|fault)s?\b/gi,
  /\bno (?:refusal|throttl\w{1,5}|outage|time-?out|filter)(?=,| and | but )/gi,
  /\b(?:looks|looked|looking|seems|smells|reads) like an? [^,;:.\n]{2,50}?(?=,? but\b)/gi,
  /\b(?:user_?message|user (?:message|text|input|asked|wrote)|question|ticket|titled?|subject|asked|named?|heading|comment|search(?:ed)?(?: for)?|in \d{1,4} ?s to)[=:]? ?["“«][^"”»\n]{3,200}["”»]/gi,
  /\[(?:SQL|parameters): [^\n]{1,1500}|\bfailing row contains \([^\n]{1,800}|(?<=\bkey \([^)\n]{1,80}\)=)\([^)\n]{1,200}\)/gi,
  /(?<=\binput_value=)(?:'[^'\n]{1,200}'|"[^"\n]{1,200}"|[^,\]\n]{1,80})/g,
];
const cue = /["“«]|\[(?:SQL|parameters): |failing row|\)=\(|input_value=|\bno[tr]? |n['’]t |never |neither |like an? /i;

/** The text with such words blanked out, place for place. */
export const withoutAsides = (text: string): string =>
  cue.test(text) ? asides.reduce((rest, aside) => rest.replace(aside, (words) => " ".repeat(words.length)), text) : text;
