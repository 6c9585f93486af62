import type { Rule } from "../rule.ts";

export const redis = [
  {
    id: "redis.pool",
    when: /could not get a resource (?:since|from) the pool|redis[^\n]{0,60}too many connections/i,
    cause: "pool",
    test: "Could not get a resource since the pool is exhausted",
  },
  {
    id: "redis.loading",
    when: [/redis is loading the dataset in memory|the cluster is down/i, /\b(?:TRYAGAIN|CLUSTERDOWN|MASTERDOWN)\b/],
    cause: "db-unreachable",
    test: "LOADING Redis is loading the dataset in memory",
  },
  {
    id: "redis.busy",
    when: /\bBUSY redis is busy running a script/i,
    cause: "db-busy",
    test: "BUSY Redis is busy running a script. You can only call SCRIPT KILL",
  },
  {
    id: "redis.capped",
    when: /ERR max (?:daily request|request size|concurrent connections|number of clients)/i,
    cause: "database",
    test: "ERR max daily request limit exceeded. Limit: 10000, Usage: 10003.",
  },
  {
    id: "redis.timeout-type",
    type: /(?:redis|lettuce|jedis)[\w.]{0,60}(?:Timeout|Busy|Exhausted|ConnectionFailure)\w{0,30}|RedisCommandTimeoutException|JedisConnectionException/i,
    cause: "db-lost",
    test: { message: "Timeout reading from socket", type: "redis.exceptions.TimeoutError" },
  },
] as const satisfies readonly Rule[];
