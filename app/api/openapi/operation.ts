import type { z } from "zod";
import type { Scope } from "#lib/auth/api-key.ts";
import type { schemas } from "./schemas.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";
export type SchemaName = keyof typeof schemas;

/** An answer: what it means, and what is in it. Nothing is in one without a schema. */
export interface Told {
  says: string;
  schema?: SchemaName;
  /** Other forms than JSON. */
  types?: readonly string[];
  headers?: Readonly<Record<string, string>>;
}

/** A method of a route, as the document of the API describes it. */
export interface Operation {
  method: Method;
  path: string;
  scope: Scope;
  summary: string;
  more?: string;
  /** The parameters of its address, by the schema that reads them. */
  query?: z.ZodObject;
  /** What the path's names and the query's mean, where the name does not say it. */
  means?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: SchemaName;
  bodyTypes?: readonly string[];
  answers: Readonly<Record<number, Told>>;
}
