import type { Rule } from "../rule.ts";

export const redis = [
  {
    id: "redis.busy",
    when: [
      /could not get a resource (?:since|from) the pool|redis is loading the dataset in memory|\bBUSY redis is busy running a script/i,
      /\b(?:TRYAGAIN|CLUSTERDOWN|MASTERDOWN)\b/,
    ],
    cause: "db-busy",
    test: "LOADING Redis is loading the dataset in memory",
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
