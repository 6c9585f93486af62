import type { Rule } from "../rule.ts";
import { aws } from "./aws.ts";
import { codeNode } from "./code-node.ts";
import { codeOthers } from "./code-others.ts";
import { codePython } from "./code-python.ts";
import { configuration } from "./configuration.ts";
import { contentFilter } from "./content-filter.ts";
import { contextWindow } from "./context-window.ts";
import { database } from "./database.ts";
import { databaseLimits } from "./database-limits.ts";
import { databaseProducts } from "./database-products.ts";
import { databaseTypes } from "./database-types.ts";
import { framework } from "./framework.ts";
import { gpu } from "./gpu.ts";
import { hints } from "./hints.ts";
import { infrastructure } from "./infrastructure.ts";
import { input } from "./input.ts";
import { llmAccess } from "./llm-access.ts";
import { llmAnswers } from "./llm-answers.ts";
import { llmPrompts } from "./llm-prompts.ts";
import { llmRefusals } from "./llm-refusals.ts";
import { llmRequest } from "./llm-request.ts";
import { llmServer } from "./llm-server.ts";
import { mail } from "./mail.ts";
import { network } from "./network.ts";
import { networkWrappers } from "./network-wrappers.ts";
import { payment } from "./payment.ts";
import { quota } from "./quota.ts";
import { service } from "./service.ts";
import { session } from "./session.ts";
import { statuses } from "./statuses.ts";
import { throttle } from "./throttle.ts";
import { throttleNamed } from "./throttle-named.ts";
import { timeout } from "./timeout.ts";
import { tools } from "./tools.ts";
import { vague } from "./vague.ts";
import { validation } from "./validation.ts";
import { vector } from "./vector.ts";

export const rulesVersion = "1";

/** First match wins: the most specific cause stands above the wrapper that carries it, bare statuses and guesses stand last. */
export const rules: readonly Rule[] = [
  ...gpu,
  ...tools,
  ...contextWindow,
  ...framework,
  ...contentFilter,
  ...throttleNamed,
  ...quota,
  ...throttle,
  ...llmPrompts,
  ...llmAccess,
  ...vector,
  ...databaseProducts,
  ...databaseLimits,
  ...database,
  ...payment,
  ...mail,
  ...aws,
  ...service,
  ...infrastructure,
  ...configuration,
  ...network,
  ...llmRefusals,
  ...timeout,
  ...databaseTypes,
  ...llmAnswers,
  ...llmRequest,
  ...llmServer,
  ...session,
  ...validation,
  ...codeOthers,
  ...codePython,
  ...codeNode,
  ...input,
  ...vague,
  ...statuses,
  ...networkWrappers,
  ...hints,
];
