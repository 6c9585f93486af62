import type { Rule } from "../rule.ts";

/** Elasticsearch and OpenSearch. */
export const elasticsearch = [
  {
    id: "elastic.busy",
    when: /circuit_breaking_exception|es_rejected_execution_exception|rejected_execution_exception|\[parent\] data too large|EsRejectedExecution/i,
    cause: "db-busy",
    test: "ApiError(429, 'circuit_breaking_exception', '[parent] Data too large, data for [<http_request>]')",
  },
  {
    id: "elastic.disk",
    when: /flood[ -]stage (?:disk )?watermark|index read-only \/ allow delete|this action would add \[\d{1,6}\][^\n]{0,40}shards/i,
    cause: "db-broken",
    test: "disk usage exceeded flood-stage watermark, index has read-only-allow-delete block",
  },
  {
    id: "elastic.query",
    when: [
      /result window is too large|too_many_(?:clauses|buckets)\w{0,20}|text fields are not optimised|fielddata is disabled/i,
      /failed to (?:parse|create) (?:field|query)[^\n]{0,80}(?:elastic|mapper|query)|strict_dynamic_mapping_exception|mapper \[[^\]\n]{1,80}\] cannot be changed/i,
    ],
    cause: "database",
    test: "Result window is too large, from + size must be less than or equal to: [10000] but was [10050].",
  },
  {
    id: "elastic.unreachable",
    type: /elastic_transport\.(?:Connection\w{1,20}|TlsError)|opensearchpy\.exceptions\.Connection\w{1,20}|elasticsearch\.exceptions\.Connection\w{1,20}|NoLivingConnectionsError/,
    cause: "db-unreachable",
    test: { message: "Connection timed out", type: "elastic_transport.ConnectionTimeout" },
  },
] as const satisfies readonly Rule[];
