import type { Rule } from "../rule.ts";
import { anthropic } from "./anthropic.ts";
import { bedrock } from "./bedrock.ts";
import { cohere } from "./cohere.ts";
import { deepseek } from "./deepseek.ts";
import { dify } from "./dify.ts";
import { gemini } from "./gemini.ts";
import { groq } from "./groq.ts";
import { huggingFace } from "./hugging-face.ts";
import { langchain } from "./langchain.ts";
import { litellm } from "./litellm.ts";
import { llamaIndex } from "./llama-index.ts";
import { mistral } from "./mistral.ts";
import { ollama } from "./ollama.ts";
import { oneApi } from "./one-api.ts";
import { openai } from "./openai.ts";
import { openrouter } from "./openrouter.ts";
import { together } from "./together.ts";
import { vercelAi } from "./vercel-ai.ts";
import { vllm } from "./vllm.ts";

/** Providers of models, gateways and libraries around them, each in its own wording. */
export const providers: readonly Rule[] = [
  ...openai,
  ...anthropic,
  ...gemini,
  ...bedrock,
  ...mistral,
  ...cohere,
  ...deepseek,
  ...groq,
  ...together,
  ...openrouter,
  ...huggingFace,
  ...vllm,
  ...ollama,
  ...litellm,
  ...oneApi,
  ...dify,
  ...langchain,
  ...llamaIndex,
  ...vercelAi,
];
