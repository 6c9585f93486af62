import type { Rule } from "../rule.ts";

export const mongo = [
  {
    id: "mongo.atlas",
    when: /could not connect to any servers in your mongodb|server selection timed out after|buffering timed out after \d{1,7}ms/i,
    cause: "db-unreachable",
    test: "Operation `users.findOne()` buffering timed out after 10000ms",
  },
  {
    id: "mongo.size",
    when: /bsonobj size: \d|object to insert too large|exceeded memory limit[^\n]{0,60}(?:bytes|external sorting)|over your space quota/i,
    cause: "database",
    test: "BSONObj size: 17825792 (0x1100000) is invalid. Size must be between 0 and 16793600(16MB)",
  },
  {
    id: "mongo.query",
    when: /planexecutor error|unknown (?:top level )?operator: \$|unrecognized pipeline stage name|unable to find index for \$geonear|\$(?:regex|lookup|group|set|expr|match)[^\n]{0,40}(?:must|requires|failed|invalid|unknown)/i,
    cause: "sql-syntax",
    test: "unknown top level operator: $foo",
  },
] as const satisfies readonly Rule[];
