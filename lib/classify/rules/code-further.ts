import type { Rule } from "../rule.ts";

/** Defects in the words of further languages and frameworks, and the rarer ones of the usual. */
export const codeFurther = [
  {
    id: "further.browser",
    when: [
      /\[nuxt\] instance unavailable|did not provide an [`'"]?(?:action|loader)[`'"]? for route|attempted to call \w{1,60}\(\) from the server but|was accessed during render but is not defined/i,
      /failed to execute ['"]\w{1,40}['"] on ['"]\w{1,40}['"]: (?:parameter|\d|an? |the )|failed to construct ['"]\w{1,40}['"]/i,
      /effect_update_depth_exceeded|no provider for \w{1,60}!|text strings must be rendered within/i,
    ],
    unless: /exceeded the quota|quotaexceeded|websocket|xmlhttprequest|mixed content/i,
    cause: "code_bug",
    test: 'You made a POST request to "/chat" but did not provide an `action` for route',
  },
  {
    id: "further.kotlin",
    when: /serializer for class ['"]\w{1,80}['"] is not found|is required for type with serial name|parent job is (?:completed|cancelling)|fields \[[^\]\n]{1,120}\] are required for type/i,
    unless: /model output|llm/i,
    cause: "wrong-type",
    test: "Serializer for class 'Chat' is not found.",
  },
  {
    id: "further.functional",
    when: [
      /wrong number of args \(\d{1,3}\) passed to|not an already existing atom|prelude\.\w{2,12}: |non-exhaustive patterns|irrefutable pattern failed|\(of class scala\.|\bNone\.get\b/i,
      /:(?:badarg|badarith|badmatch|function_clause|undef)\b/,
    ],
    cause: "wrong-type",
    test: "Wrong number of args (1) passed to: app.core/chat",
  },
  {
    id: "further.script",
    when: [
      /attempt to (?:index|call|perform arithmetic on|concatenate|compare) (?:a |an |two )?(?:nil|table|string|number)?[^\n]{0,20}value|can['’]t (?:call method|locate object method|use an undefined value) |use of uninitialized value|on an undefined value at/i,
      /subscript out of bounds|object ['"]\w{1,60}['"] not found|non-numeric argument to|no method matching \S|boundserror: |undefvarerror: |methoderror: /i,
    ],
    llm: false,
    cause: "undefined-name",
    test: "attempt to index a nil value (local 'resp')",
  },
  {
    id: "further.native",
    type: /std::(?:out_of_range|bad_optional_access|invalid_argument|logic_error|length_error|bad_cast|bad_variant_access|bad_function_call|domain_error)/,
    cause: "out-of-range",
    test: { message: "stoi", type: "std::invalid_argument" },
  },
  {
    id: "further.native-words",
    when: /vector::_m_range_check|basic_string::|bad optional access|invalid memory reference at 0x|map::at\b|pure virtual (?:method|function) call|double free or corruption|free\(\): invalid pointer|heap-use-after-free/i,
    cause: "code_bug",
    test: "vector::_M_range_check: __n (which is 5) >= this->size() (which is 3)",
  },
  {
    id: "further.python",
    when: /there is no current event loop|set changed size during iteration|release unlocked lock|cannot (?:acquire|release) un-?acquired lock|unterminated (?:character set|subpattern) at|unpack requires a buffer|bad escape \\\w at position|nothing to repeat at position|circular import|subclasses must implement|metaclass conflict|mutable default/i,
    cause: "code_bug",
    test: "There is no current event loop in thread 'Thread-1'.",
  },
  {
    id: "further.dotnet",
    when: /could not load type ['"]|called from an unsynchronized block|incorrect number of dimensions|method not found: ['"]|ambiguous match found|parameter count mismatch|late bound operations cannot|the type initializer for ['"]/i,
    cause: "code_bug",
    test: "Could not load type 'Acme.Llm' from assembly 'Acme'.",
  },
] as const satisfies readonly Rule[];
