import type { Rule } from "../rule.ts";

/** Vector stores. */
export const vector = [
  {
    id: "vector.dimension",
    when: [
      /vector dimension/i,
      /dimension(?:s|ality)?[^\n]{0,40}(?:mismatch|does(?: not|n['’]t) match|expected|not match)/i,
      /different vector dimensions|expected dim|expected \d{1,6} dimensions, not|embedding dimension \d/i,
    ],
    cause: "vector",
    test: "Wrong input: Vector dimension error: expected dim: 1536, got 768",
  },
  {
    id: "vector.down",
    when: /(?:pinecone|qdrant|weaviate|milvus|chroma|pgvector|lancedb|vector (?:store|db|database|upsert|index))\b[^\n]{0,60}(?:time(?:d )?-?out|unavailable|\b50[234]\b|unreachable|connection (?:refused|reset|error|closed)|could not connect|failed to connect|deadline)/i,
    cause: "db-unreachable",
    test: "vector upsert to Pinecone timed out after 10 s",
  },
  {
    id: "vector.collection",
    when: [
      /collection [`'"]?[\w-]{1,80}[`'"]? (?:doesn['’]t|does not) exist|collection not found/i,
      /not found: collection|can['’]t find collection/i,
      /index [`'"]?[\w-]{1,60}[`'"]? (?:does not exist|not found)(?! in algolia)|namespace not found/i,
      /(?:pinecone|qdrant|weaviate|milvus|chroma|pgvector|faiss|lancedb)\w{0,40}[: ]/i,
    ],
    cause: "vector",
    test: "Not found: Collection `kb_v2` doesn't exist!",
  },
  {
    id: "vector.type-busy",
    type: /^(?:pinecone|qdrant_client|weaviate|pymilvus|chromadb)\.|Pinecone\w{1,30}(?:Error|Exception)|Qdrant\w{0,20}Error|MilvusException/m,
    when: /too many requests|rate limit|unit limit|RESOURCE_EXHAUSTED|\b429\b/i,
    unless: /current month|monthly|billing/i,
    cause: "db-busy",
    test: { message: "(429) Reason: Too Many Requests", type: "PineconeApiException" },
  },
  {
    id: "vector.type-down",
    type: [
      /^(?:pinecone|qdrant_client|weaviate|pymilvus|chromadb)\.|Pinecone\w{1,30}Error/m,
      /Qdrant\w{0,20}Error|Weaviate\w{1,30}|MilvusException|ChromaError/m,
    ],
    when: /connection refused|time(?:d )?-?out|unavailable|unreachable|deadline|failed to connect|server not ready/i,
    cause: "db-unreachable",
    test: { message: "[Errno 111] Connection refused", type: "qdrant_client.http.exceptions.ResponseHandlingException" },
  },
  {
    id: "vector.type",
    type: [
      /^(?:pinecone|qdrant_client|weaviate|pymilvus|chromadb)\.|Pinecone\w{1,30}Error/m,
      /Qdrant\w{0,20}Error|Weaviate\w{1,30}|MilvusException|ChromaError|InvalidDimensionException/m,
    ],
    cause: "vector",
    test: { message: "bad", type: "pinecone.core.client.exceptions.NotFoundException" },
  },
] as const satisfies readonly Rule[];
