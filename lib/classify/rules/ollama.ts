import type { Rule } from "../rule.ts";

export const ollama = [
  {
    id: "ollama.pull",
    when: [
      /model ['"`]?(?<model>[\w./:-]{1,80})['"`]? not found,? try pulling it/i,
      /pull model manifest: (?:file|not)|model manifest[^\n]{0,40}(?:does not exist|not found)/i,
    ],
    cause: "model-name",
    test: "pull model manifest: file does not exist",
  },
  {
    id: "ollama.support",
    when: /(?:registry\.ollama\.ai\/\S{1,100}|\S{1,60}) does not support (?:tools|thinking|generate|chat|embeddings?|images?|insert)\b/i,
    llm: true,
    cause: "parameter",
    test: "registry.ollama.ai/library/gemma:latest does not support tools",
  },
  {
    id: "ollama.down",
    when: /failed to connect to ollama|could not connect to ollama|ollama (?:server |app )?(?:is )?not (?:running|responding)/i,
    cause: "refused",
    test: "Failed to connect to Ollama. Please check that Ollama is downloaded, running and accessible.",
  },
  {
    id: "ollama.busy",
    when: /server busy, please try again\.? +maximum pending requests/i,
    cause: "overloaded",
    test: "server busy, please try again. maximum pending requests exceeded",
  },
] as const satisfies readonly Rule[];
