import { ProjectAddress } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";

/** Through what people are told, and what may be spent. */
export const administration: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/channels",
    scope: "read",
    summary: "List the channels of the policies and how they fare",
    answers: { 200: { says: "The channels; of secrets only their last characters", schema: "ChannelList" } },
  },
  {
    method: "PUT",
    path: "/api/v1/channels/{name}",
    scope: "admin",
    summary: "Set the secrets of a channel",
    more: "Slack takes `webhook_url`, or `bot_token` and `channel`; a webhook takes `url` and `secret`.",
    body: "ChannelSecretsInput",
    answers: {
      200: { says: "How the channel stands then", schema: "ChannelState" },
      404: { says: "The policies name no such channel", schema: "Problem" },
    },
  },
  {
    method: "POST",
    path: "/api/v1/channels/{name}/test",
    scope: "admin",
    summary: "Send a real message that says it is a test",
    answers: {
      200: { says: "Whether it arrived, else what is wrong", schema: "Tested" },
      404: { says: "The policies name no such channel", schema: "Problem" },
    },
  },
  {
    method: "GET",
    path: "/api/v1/models",
    scope: "read",
    summary: "List the models that may be asked",
    answers: { 200: { says: "The models; keys are never shown", schema: "ModelList" } },
  },
  {
    method: "PUT",
    path: "/api/v1/models",
    scope: "admin",
    summary: "Replace the models that are set in the product",
    more: "A row without `key` keeps the one it has. Models of the environment stay.",
    body: "ModelsInput",
    answers: { 200: { says: "The models as they are now", schema: "ModelList" } },
  },
  {
    method: "GET",
    path: "/api/v1/budgets",
    scope: "read",
    summary: "Read what may be spent, and what was",
    answers: { 200: { says: "The limits and what their periods have seen", schema: "BudgetState" } },
  },
  {
    method: "PUT",
    path: "/api/v1/budgets",
    scope: "write",
    summary: "Set what may be spent; null is no limit",
    body: "BudgetsInput",
    answers: { 200: { says: "The limits as they are now", schema: "BudgetState" } },
  },
  {
    method: "GET",
    path: "/api/v1/projects",
    scope: "read",
    summary: "List the projects that errors came from lately, with what is set for each",
    answers: { 200: { says: "The projects", schema: "ProjectList" } },
  },
  {
    method: "PUT",
    path: "/api/v1/projects/{slug}",
    scope: "admin",
    summary: "Set what shall hold for one project; null follows what stands for all",
    query: ProjectAddress,
    means: { slug: "The project as Sentry names it.", installation: "The installation it belongs to; else the first." },
    body: "ProjectSettings",
    answers: { 200: { says: "The project as it is now", schema: "ProjectRow" } },
  },
];
