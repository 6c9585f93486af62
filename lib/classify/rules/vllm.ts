import type { Rule } from "../rule.ts";

/** vLLM, TGI and other inference servers. */
export const vllm = [
  {
    id: "vllm.memory",
    when: [
      /no available memory for the cache blocks|larger than the maximum number of tokens that can be stored in kv cache/i,
      /free memory on device[^\n]{0,80}less than desired gpu memory|increasing `?gpu_memory_utilization/i,
    ],
    cause: "gpu",
    test: "Free memory on device (3.1/23.6 GiB) on startup is less than desired GPU memory utilization (0.9, 21.2 GiB).",
  },
  {
    id: "vllm.device",
    when: [
      /only supported on gpus with compute capability|your gpu [^\n]{0,60}compute capability/i,
      /flash ?attention only supports|requires compute capability|no kernel image is available|bitsandbytes[^\n]{0,60}(?:requires|not compiled|cuda)/i,
      /failed to infer device type|no platform detected, vllm|unsupported (?:gpu|cuda) architecture/i,
      /could not select device driver ["']{0,2}[^\n]{0,30}capabilities: \[\[gpu|libcuda(?:rt)?\.so[\w.]{0,10}: cannot open/i,
      /cuda (?:driver|runtime) (?:version )?(?:initialization|error)|nvidia-smi has failed|cuda initialization: /i,
    ],
    cause: "gpu-driver",
    test: "Bfloat16 is only supported on GPUs with compute capability of at least 8.0.",
  },
  {
    id: "vllm.options",
    when: [
      /tool choice requires --enable-auto-tool-choice|must provide a chat template if the tokenizer/i,
      /no longer allowed, so you must provide a chat template|tokenizer\.chat_template is not set/i,
    ],
    cause: "parameter",
    test: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
  },
  {
    id: "tgi.overloaded",
    when: /model is overloaded"?,? ?"?error_type|error_type"?: ?"?overloaded|"error_type":"incomplete_generation"/i,
    cause: "overloaded",
    test: '{"error":"Model is overloaded","error_type":"overloaded"}',
  },
  {
    id: "vllm.engine",
    when: /\b(?:AsyncEngineDeadError|EngineDeadError|EngineGenerateError)\b|background loop (?:has errored|is stopped)/i,
    cause: "engine-died",
    test: "Background loop has errored already.",
  },
] as const satisfies readonly Rule[];
