import { ProjectAddress } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";

const documentTypes = ["application/json", "application/yaml"] as const;
const etag = { ETag: "The version of the document, for If-Match." };

/** Who is told, through what, and what may be spent. */
export const administration: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/policies",
    scope: "read",
    summary: "Read policies, calendars, channels and silences as one document",
    headers: { Accept: "`application/yaml` for YAML." },
    answers: { 200: { says: "The document", schema: "PolicyDocument", types: documentTypes, headers: etag } },
  },
  {
    method: "PUT",
    path: "/api/v1/policies",
    scope: "write",
    summary: "Replace the document, whole or not at all",
    headers: { "If-Match": "The ETag of the document that was edited: nothing is saved when somebody was faster." },
    body: "PolicyInput",
    bodyTypes: documentTypes,
    answers: {
      200: { says: "The document that stands now", schema: "PolicyDocument", types: documentTypes, headers: etag },
      409: { says: "Somebody was faster: nothing was saved, and this is the newer document", schema: "StaleProblem" },
      422: { says: "The document is wrong in these places: nothing was saved", schema: "InvalidProblem" },
    },
  },
  {
    method: "POST",
    path: "/api/v1/silences",
    scope: "write",
    summary: "Hold back what matches, until it ends",
    body: "SilenceInput",
    answers: { 201: { says: "The silence with its id", schema: "SilenceSpec" } },
  },
  {
    method: "DELETE",
    path: "/api/v1/silences/{id}",
    scope: "write",
    summary: "End a silence: what it holds back is decided anew",
    answers: { 204: { says: "It has ended" }, 404: { says: "There is no such silence", schema: "Problem" } },
  },
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
