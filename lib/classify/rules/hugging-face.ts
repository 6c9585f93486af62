import type { Rule } from "../rule.ts";

export const huggingFace = [
  {
    id: "hf.gated",
    when: /(?:access|accessing) (?:to )?(?:a )?gated (?:repo|model)|cannot access gated repo|access to model [\w./-]{1,100} is restricted/i,
    cause: "model-access",
    test: "You are trying to access a gated repo. Make sure to have access to it at https://huggingface.co/meta-llama/Llama-2-7b",
  },
  {
    id: "hf.identifier",
    when: [
      /is not a (?:local folder|valid model identifier)[^\n]{0,60}(?:listed on|model identifier)/i,
      /repository not found for url: https:\/\/huggingface|specified the correct `?repo_id/i,
      /is not supported by provider [\w-]{2,40}|revision not found for url: https:\/\/huggingface/i,
    ],
    cause: "model-name",
    test: "foo/bar is not a local folder and is not a valid model identifier listed on 'https://huggingface.co/models'",
  },
  {
    id: "hf.credits",
    when: /exceeded your monthly included credits|pre-paid credits to continue using inference providers/i,
    cause: "credit",
    test: "You have exceeded your monthly included credits for Inference Providers.",
  },
  {
    id: "hf.weights",
    when: [
      /does not appear to have (?:a file|files) named (?:pytorch_model|model\.safetensors|config\.json|tf_model)/i,
      /load model from [^\n]{1,120} failed|model path does not exist|tokenizer class \w{1,60} does not exist/i,
      /can['’]t load (?:the )?(?:tokenizer|config|configuration|model|feature extractor|processor) for ['"`]/i,
      /error while deserializing header|safetensors_rust\.SafetensorError|size mismatch for [\w.]{1,80}: copying a param/i,
    ],
    cause: "missing-file",
    test: "Can't load tokenizer for '/models/llama'. Make sure it is the correct path to a directory",
  },
  {
    id: "hf.offline",
    when: /couldn['’]t connect to ['"]?https:\/\/huggingface|outgoing traffic has been disabled|cannot find the requested files in the (?:disk|local) cache/i,
    cause: "network",
    test: "We couldn't connect to 'https://huggingface.co' to load this file, couldn't find it in the cached files",
  },
] as const satisfies readonly Rule[];
