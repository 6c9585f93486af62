import type { Rule } from "../rule.ts";

/** How applications and template engines say that a prompt of ours is wrong. */
export const promptsOwn = [
  {
    id: "own.prompt-version",
    when: [
      /prompt (?:registry|store|catalog(?:ue)?|library|hub)[^\n]{0,60}(?:no|not|missing|unknown|without|lacks)/i,
      /prompt not found: ['"`]|prompt ['"`][\w/.-]{1,80}['"`] (?:with (?:label|version|tag) ['"`]?[\w.-]{1,40}['"`]? )?(?:not found|does not exist|has no|is missing|was deleted|is archived)/i,
      /no (?:active |published )?(?:version|prompt)[^\n]{0,20} (?:of|for|named) (?:prompt )?['"`][\w/.-]{1,80}/i,
      /prompt (?:text|template|file|version)[^\n]{0,60}(?:still|out of date|does not (?:mention|match|contain|exist)|outdated|diverges|drifted)/i,
    ],
    cause: "prompt_issue",
    test: 'prompt registry has no active version of "triage/system" in production',
  },
  {
    id: "own.prompt-template",
    when: [
      /executing ["'][^"'\n]{0,60}prompt[^"'\n]{0,40}["'] at |variable ["'`][\w.]{1,60}["'`] does not exist in ["'`][^"'`\n]{0,60}(?:prompt|\.tmpl|\.j2)/i,
      /code block syntax is invalid|value for the variable ['"][\w.]{1,60}['"] is missing|(?:a function call must have a function name|came as a complete surprise to me|the template string is not valid)/i,
      /(?:is undefined|not defined|undefined|unexpected|unknown|unclosed|syntax)[^\n]{0,80}\bprompts?\/[\w/.-]{1,80}/i,
      /prompts?\/[\w/.-]{1,80}[^\n]{0,60}(?:undefined|not defined|missing|syntax|unexpected|unclosed)/i,
      /template ['"`][\w./-]{1,60}['"`] (?:expects|needs|requires|wants|references|uses) (?:\{|variables?|placeholders?|partial)|references partial ["'`]|reached end of template|unknown tag ['"`]|\.tmpl (?:line|:)\d?|in prompt [\w./-]{1,60}\.(?:txt|md|j2|tmpl|ya?ml|hbs)/i,
      /(?:unsubstituted|unrendered|unexpanded|leftover|stray|literal) (?:placeholder|variable|slot|template tag|\{\{|mustache)/i,
      /\{\{ ?\w{1,60} ?\}\}[^\n]{0,60}(?:not (?:filled|replaced|set)|unresolved|empty|left in|still in|never)/i,
    ],
    cause: "template-variable",
    test: 'Variable "brand_voice" does not exist in "prompts/newsletter.twig" at line 3.',
  },
  {
    id: "own.template-engine",
    when: [
      /template: [\w./-]{1,60}:\d{1,5}(?::\d{1,5})?: executing|can['’]t evaluate field|\(erb\):\d|no filter named|no test named|key<\w{1,40}> not found/i,
      /has evaluated to null or missing:|\[in template ["']|freemarker\.core|HandlebarsUndefinedBinding/i,
      /liquid (?:syntax )?error|mustache[^\n]{0,20}error|handlebars[^\n]{0,30}(?:error|parse)|twig\\error/i,
    ],
    unless: /\.html|\.erb|layout|views?\//i,
    cause: "template-variable",
    test: 'template: summarize:1:2: executing "summarize" at <.Docs>: can\'t evaluate field Docs in type chat.Draft',
  },
  {
    id: "own.jinja",
    when: /\S/,
    unless: /\.html|\.xml|\.txt$|roles must alternate|system role not supported|raise_exception/i,
    type: /jinja2\.exceptions\.\w{1,40}|TemplateAssertionError|Handlebars\w{0,30}Exception|freemarker\.core\.\w{1,40}|Liquid::\w{1,20}|Mustache\w{0,20}Error/,
    cause: "template-variable",
    test: { message: "'user' is undefined", type: "jinja2.exceptions.UndefinedError" },
  },
  {
    id: "own.jinja-frame",
    type: /Template\w{0,12}(?:Error|NotFound)|UndefinedError|TemplateNotFound/,
    frame: /(?:^|[\s/\\:])jinja2[/\\]/m,
    when: /\S/,
    unless: /\.html|\.xml/i,
    cause: "template-variable",
    test: { message: "summarize_v3.j2", type: "TemplateNotFound", frame: "lib:jinja2/loaders.py:218 in get_source" },
  },
  {
    id: "own.string-template",
    type: /(?:^|\.)(?:KeyError|ValueError|IndexError)$/m,
    frame: /(?:^|[\s/\\:])string\.py/m,
    cause: "template-variable",
    test: { message: "'context'", type: "KeyError", frame: "lib:string.py:121 in substitute" },
  },
  {
    id: "own.tool-definition",
    when: [
      /(?:two|several|\d{1,3}) tools (?:share|have|use) the (?:same )?name|duplicate tool names?|tool (?:schema|description|parameters?) (?:for|of) [\w.-]{1,60} (?:uses?|has|is|contains|lacks|declares)|tool ["'`][\w.-]{1,60}["'`] (?:description|schema|name|parameters?) is (?:empty|missing|invalid|too long)/i,
      /tool definition ["'`]?[\w.-]{1,60}["'`]?[^\n]{0,80}(?:parameter|declares|missing|invalid|unknown|no description|duplicate)/i,
      /additionalProperties should not be set for object types|do not have a corresponding toolmessage/i,
      /(?:tool|function) ["'`][\w.-]{1,60}["'`] (?:has no (?:function|description|docstring|parameters)|must have a docstring|is missing (?:a |its )?(?:description|schema))/i,
      /function must have a docstring if description not provided/i,
    ],
    cause: "tool-definition",
    test: 'tool definition "bookSlot": parameter "when" declares format date-tiem',
  },
] as const satisfies readonly Rule[];
