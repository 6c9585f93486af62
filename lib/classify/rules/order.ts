import type { Rule } from "../rule.ts";
import { android } from "./android.ts";
import { answersOwn } from "./answers-own.ts";
import { apple } from "./apple.ts";
import { aws } from "./aws.ts";
import { browser } from "./browser.ts";
import { businessApps } from "./business-apps.ts";
import { codeFurther } from "./code-further.ts";
import { codeNode } from "./code-node.ts";
import { codeOthers } from "./code-others.ts";
import { codePython } from "./code-python.ts";
import { configuration } from "./configuration.ts";
import { contentFilter } from "./content-filter.ts";
import { contextWindow } from "./context-window.ts";
import { database } from "./database.ts";
import { databaseLimits } from "./database-limits.ts";
import { databaseMore } from "./database-more.ts";
import { databaseProducts } from "./database-products.ts";
import { databaseTypes } from "./database-types.ts";
import { elasticsearch } from "./elasticsearch.ts";
import { errorNames } from "./error-names.ts";
import { framework } from "./framework.ts";
import { frameworksScript } from "./frameworks-script.ts";
import { frameworksServer } from "./frameworks-server.ts";
import { generic } from "./generic.ts";
import { github } from "./github.ts";
import { gpu } from "./gpu.ts";
import { hints } from "./hints.ts";
import { infrastructure } from "./infrastructure.ts";
import { input } from "./input.ts";
import { kubernetes } from "./kubernetes.ts";
import { languages } from "./languages.ts";
import { limitsOwn } from "./limits-own.ts";
import { llmAccess } from "./llm-access.ts";
import { llmAnswers } from "./llm-answers.ts";
import { llmPrompts } from "./llm-prompts.ts";
import { llmRefusals } from "./llm-refusals.ts";
import { llmRequest } from "./llm-request.ts";
import { llmServer } from "./llm-server.ts";
import { llmStatuses } from "./llm-statuses.ts";
import { mail } from "./mail.ts";
import { mentions } from "./mentions.ts";
import { mongo } from "./mongo.ts";
import { network, networkAddress } from "./network.ts";
import { networkHandshake, networkTls } from "./network-tls.ts";
import { networkWire } from "./network-wire.ts";
import { networkTypes, networkWrappers } from "./network-wrappers.ts";
import { ownFrames } from "./own-frames.ts";
import { payment } from "./payment.ts";
import { platforms } from "./platforms.ts";
import { prisma } from "./prisma.ts";
import { promptsOwn } from "./prompts-own.ts";
import { proseAnswers } from "./prose-answers.ts";
import { proseServices } from "./prose-services.ts";
import { proseSystems } from "./prose-systems.ts";
import { providers } from "./providers.ts";
import { quota } from "./quota.ts";
import { redis } from "./redis.ts";
import { refusedInput } from "./refused-input.ts";
import { retried } from "./retried.ts";
import { rustElixir } from "./rust-elixir.ts";
import { service } from "./service.ts";
import { serviceAny } from "./service-any.ts";
import { serviceFrames } from "./service-frames.ts";
import { session } from "./session.ts";
import { slack } from "./slack.ts";
import { statuses } from "./statuses.ts";
import { stripe } from "./stripe.ts";
import { throttle } from "./throttle.ts";
import { throttleNamed } from "./throttle-named.ts";
import { timeout } from "./timeout.ts";
import { timeoutWord } from "./timeout-word.ts";
import { tonguesAnswers } from "./tongues-answers.ts";
import { tonguesDatabase } from "./tongues-database.ts";
import { tonguesLimits } from "./tongues-limits.ts";
import { tonguesOthers } from "./tongues-others.ts";
import { tools } from "./tools.ts";
import { twilio } from "./twilio.ts";
import { typesKnown } from "./types-known.ts";
import { vague } from "./vague.ts";
import { validation } from "./validation.ts";
import { vector } from "./vector.ts";

export const rulesVersion = "2";

/** First match wins: the most specific cause stands above the wrapper that carries it, bare statuses and guesses stand last. */
export const rules: readonly Rule[] = [
  ...refusedInput,
  ...ownFrames,
  ...mentions,
  ...gpu,
  ...platforms,
  ...languages,
  ...apple,
  ...android,
  ...rustElixir,
  ...codeFurther,
  ...frameworksScript,
  ...frameworksServer,
  ...providers,
  ...retried,
  ...typesKnown,
  ...tools,
  ...stripe,
  ...twilio,
  ...github,
  ...slack,
  ...businessApps,
  ...promptsOwn,
  ...contextWindow,
  ...framework,
  ...contentFilter,
  ...throttleNamed,
  ...quota,
  ...throttle,
  ...limitsOwn,
  ...llmPrompts,
  ...llmAccess,
  ...kubernetes,
  ...browser,
  ...vector,
  ...prisma,
  ...redis,
  ...mongo,
  ...elasticsearch,
  ...databaseMore,
  ...tonguesDatabase,
  ...databaseProducts,
  ...databaseLimits,
  ...database,
  ...payment,
  ...mail,
  ...aws,
  ...service,
  ...serviceFrames,
  ...serviceAny,
  ...proseServices,
  ...infrastructure,
  ...configuration,
  ...networkTls,
  ...networkAddress,
  ...networkWire,
  ...networkHandshake,
  ...network,
  ...llmRefusals,
  ...timeout,
  ...databaseTypes,
  ...tonguesAnswers,
  ...tonguesLimits,
  ...errorNames,
  ...llmStatuses,
  ...answersOwn,
  ...llmAnswers,
  ...llmRequest,
  ...llmServer,
  ...session,
  ...validation,
  ...codeOthers,
  ...codePython,
  ...codeNode,
  ...generic,
  ...tonguesOthers,
  ...timeoutWord,
  ...input,
  ...networkTypes,
  ...vague,
  ...proseSystems,
  ...proseAnswers,
  ...statuses,
  ...networkWrappers,
  ...hints,
];
