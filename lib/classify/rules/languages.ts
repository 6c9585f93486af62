import type { Rule } from "../rule.ts";

/** Defects in the words of runtimes that other rows would read as something else. */
export const languages = [
  {
    id: "lang.tensor",
    when: [
      /size of tensor a \(\d{1,9}\) must match the size of tensor b|mat1 and mat2 shapes cannot be multiplied/i,
      /expected all tensors to be on the same device|expected (?:scalar type|input batch_size|floating point type|hidden)|index out of range in self/i,
      /(?:given|weight of size|expected) [^\n]{0,60}(?:groups=\d|channels?), but got|trying to backward through the graph a second time|element 0 of tensors does not require grad/i,
    ],
    llm: false,
    cause: "wrong-type",
    test: "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
  },
  {
    id: "lang.injection",
    when: [
      /unable to resolve service for type|cannot consume scoped service|no service for type [^\n]{1,120} has been registered/i,
      /nest can['’]t resolve dependencies|circular dependency detected|currently in creation: is there an unresolvable/i,
      /parameter \d{1,2} of (?:constructor|method) in \S{1,120} required a bean|no qualifying bean of type/i,
      /target (?:class )?\[[^\]\n]{1,100}\] (?:does not exist|is not instantiable)|unresolvable dependency resolving/i,
    ],
    cause: "code_bug",
    test: "Unable to resolve service for type 'Acme.ILlmClient' while attempting to activate 'Acme.ChatController'.",
  },
  {
    id: "lang.state",
    when: /^(?:[\w.]{0,80}: )?(?:bad state: |recursive update$|iterator is already|deque mutated|the collection has been modified)/im,
    cause: "lifecycle",
    test: "Bad state: No element",
  },
  {
    id: "lang.argument-type",
    when: /\(\): argument #\d{1,2} \(\$\w{1,60}\) must be of type|(?:argument|return value) must be of type [\w\\|?]{1,80}, \w{1,40} (?:given|returned)/i,
    cause: "wrong-type",
    test: "App\\Services\\Llm::complete(): Argument #1 ($prompt) must be of type string, null given",
  },
  {
    id: "lang.clause",
    when: [
      /no function clause matching in|no case clause matching|no cond clause evaluated|no match of right hand side value/i,
      /\(UndefinedFunctionError\)|is undefined or private|\(KeyError\) key|protocol \w{1,40} not implemented|bad argument in arithmetic|\(ArithmeticError\)|\(BadMapError\)/i,
    ],
    cause: "wrong-type",
    test: "no function clause matching in MyApp.Prompt.render/2",
  },
  {
    id: "lang.bean-validation",
    type: /(?:javax|jakarta)\.validation\.\w{0,30}(?:Exception|Violation)/,
    cause: "validation",
    test: {
      message: "createUser.email: must be a well-formed email address",
      type: "jakarta.validation.ConstraintViolationException",
    },
  },
  {
    id: "lang.fastapi-body",
    when: /(?:['"]loc['"]: ?[[(]['"](?:body|query|path|header)['"])/,
    type: /RequestValidationError/,
    cause: "validation",
    test: {
      message: "[{'type': 'missing', 'loc': ('body', 'prompt'), 'msg': 'Field required', 'input': {}}]",
      type: "fastapi.exceptions.RequestValidationError",
    },
  },
  {
    id: "lang.input-json",
    when: /unexpected token [^\n]{1,12} in json at position|unexpected (?:end of json input|non-whitespace character after json)/i,
    llm: false,
    cause: "unreadable-input",
    test: "Unexpected token } in JSON at position 42",
  },
] as const satisfies readonly Rule[];
