/** What we use of JSON Schema. */
export interface ApiSchema {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  format?: string;
  properties?: Readonly<Record<string, ApiSchema>>;
  required?: readonly string[];
  items?: ApiSchema;
  additionalProperties?: ApiSchema | boolean;
  anyOf?: readonly ApiSchema[];
  oneOf?: readonly ApiSchema[];
  [more: string]: unknown;
}

export interface ApiParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: ApiSchema;
}

export type ApiContent = Readonly<Record<string, { schema: ApiSchema }>>;

export interface ApiResponse {
  description: string;
  content?: ApiContent;
  headers?: Readonly<Record<string, { description: string; schema: ApiSchema }>>;
}

export interface ApiOperation {
  operationId: string;
  tags: readonly string[];
  summary: string;
  description?: string;
  "x-scope": string;
  security: readonly Readonly<Record<string, readonly string[]>>[];
  parameters: readonly ApiParameter[];
  requestBody?: { required: boolean; content: ApiContent };
  responses: Readonly<Record<string, ApiResponse>>;
}

/** A request that is made to others. */
export interface ApiWebhook {
  summary: string;
  description: string;
  requestBody: { required: boolean; content: ApiContent };
  responses: Readonly<Record<string, ApiResponse>>;
}

/** What we use of OpenAPI 3.1. */
export interface ApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: readonly { url: string }[];
  paths: Record<string, Readonly<Record<string, ApiOperation>>>;
  webhooks: Readonly<Record<string, { post: ApiWebhook }>>;
  components: {
    securitySchemes: Readonly<Record<string, { type: string; scheme: string; description: string }>>;
    schemas: Readonly<Record<string, ApiSchema>>;
  };
}
