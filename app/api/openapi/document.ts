import { z } from "zod";
import type { ApiContent, ApiDocument, ApiOperation, ApiParameter, ApiResponse, ApiSchema } from "#lib/model/api-document.ts";
import type { Operation, SchemaName, Told } from "./operation.ts";
import { operations } from "./operations.ts";
import { componentSchemas } from "./schemas.ts";
import { webhooks } from "./webhooks.ts";

const ref = (name: SchemaName): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const json = ["application/json"];

function contentOf(name: SchemaName | undefined, types: readonly string[] = json): ApiContent {
  return Object.fromEntries(
    types.map((type) => [type, { schema: name && !type.startsWith("text/") ? ref(name) : { type: "string" } }]),
  );
}

function responseOf(status: number, { says, schema, types, headers }: Told): ApiResponse {
  const given = Object.entries(headers ?? {}).map(([name, description]) => [name, { description, schema: { type: "string" } }]);
  return {
    description: says,
    ...((schema || types) && { content: contentOf(schema, status >= 400 ? ["application/problem+json"] : types) }),
    ...(given.length > 0 && { headers: Object.fromEntries(given) }),
  };
}

/** What every door may answer besides. */
const always: Readonly<Record<number, Told>> = {
  400: { says: "A parameter or the body is wrong: `detail` names each fault", schema: "Problem" },
  401: { says: "The key is missing, unknown or expired", schema: "Problem" },
  403: { says: "The key lacks the scope", schema: "Problem" },
  429: { says: "The key asked too often: see Retry-After", schema: "Problem" },
  503: { says: "The database is away: try again", schema: "Problem" },
};
const ofBodies: Readonly<Record<number, Told>> = {
  413: { says: "The body is too large", schema: "Problem" },
  415: { says: "The body is, by its Content-Type, of no kind that is taken", schema: "Problem" },
};
/** What an Idempotency-Key brings along. */
const ofKeys: Readonly<Record<number, Told>> = {
  409: { says: "The first request with this Idempotency-Key is still being answered", schema: "Problem" },
  422: { says: "The Idempotency-Key came with another request before", schema: "Problem" },
};

const takesKey = ({ body, bodyTypes, scope }: Operation): boolean => body !== undefined && (!bodyTypes || scope !== "read");

/** One of two answers of the same status. */
function either(status: number, own: Told | undefined, other: Told): ApiResponse {
  const { description, ...answer } = responseOf(status, other);
  if (!own) return { description, ...answer };
  const says = `${own.says}; or: ${description}`;
  if (!own.schema || own.schema === "Problem") return { description: says, ...answer };
  const schema = { anyOf: [ref(own.schema), ref("Problem")] };
  return { ...responseOf(status, own), description: says, content: { "application/problem+json": { schema } } };
}

function responsesOf(operation: Operation): ApiOperation["responses"] {
  const told: Readonly<Record<number, Told>> = { ...always, ...(operation.body && ofBodies), ...operation.answers };
  const plain = Object.entries(told).map(([status, each]) => [status, responseOf(Number(status), each)] as const);
  const keyed = takesKey(operation) ? Object.entries(ofKeys) : [];
  const both = keyed.map(([status, each]) => [status, either(Number(status), told[Number(status)], each)] as const);
  return Object.fromEntries([...plain, ...both]);
}

const named = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);

/** The parameters of path, address and headers. */
function parametersOf(operation: Operation): ApiParameter[] {
  const { path, query, means = {}, headers = {} } = operation;
  const { properties = {} } = query ? z.toJSONSchema(query, { io: "input", unrepresentable: "any" }) : {};
  const said = (name: string) => (means[name] ? { description: means[name] } : {});
  const once = takesKey(operation)
    ? { "Idempotency-Key": "The same key with the same request is answered once, for a day." }
    : {};
  const text = { type: "string" } as const;
  return [
    ...named(path).map((name): ApiParameter => ({ name, in: "path", required: true, ...said(name), schema: text })),
    ...Object.entries(properties).map(([name, schema]): ApiParameter => {
      return { name, in: "query", required: false, ...pageWords[name], ...said(name), schema: schema as ApiSchema };
    }),
    ...Object.entries({ ...headers, ...once }).map(
      ([name, description]): ApiParameter => ({ name, in: "header", required: false, description, schema: text }),
    ),
  ];
}

const pageWords: Readonly<Record<string, { description: string }>> = {
  cursor: { description: "Where the page before ended, as its `next_cursor` says." },
  limit: { description: "How many, from 1 to 100; 50 when left out." },
};

function describe(operation: Operation): ApiOperation {
  const { method, path, scope, summary, more, body, bodyTypes } = operation;
  return {
    operationId: `${method.toLowerCase()}${path.slice("/api/v1".length).replace(/[/{}]+(\w)?/g, (_, letter = "") => letter.toUpperCase())}`,
    tags: [path.split("/")[3] ?? ""],
    summary,
    ...(more && { description: more }),
    "x-scope": scope,
    security: [{ key: [] }],
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: true, content: contentOf(body, bodyTypes) } }),
    responses: responsesOf(operation),
  };
}

/** The OpenAPI document of this deployment. */
export function apiDocument(url: string): ApiDocument {
  const paths: ApiDocument["paths"] = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Verdict",
      version: "1",
      description:
        "What every error is, how bad, why, what to do and whether to retry. Send an API key as `Authorization: Bearer <key>`; faults are problems as in RFC 9457, by their `code`.",
    },
    servers: [{ url }],
    paths,
    webhooks,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key with the scope of the operation, `x-scope`." },
      },
      schemas: componentSchemas(),
    },
  };
}
