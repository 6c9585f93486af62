import type { Rule } from "../rule.ts";

export const prisma = [
  {
    id: "prisma.pool",
    code: /^P20(?:24|28|37)$/m,
    cause: "pool",
    test: { message: "Timed out fetching a new connection from the connection pool.", code: "P2024" },
  },
  {
    id: "prisma.row",
    code: /^P20(?:01|15|18|25)$/m,
    cause: "no-row",
    test: { message: "Record to update not found.", code: "P2025" },
  },
  {
    id: "prisma.schema",
    code: /^P20(?:21|22)$|^P3\d{3}$/m,
    cause: "missing-relation",
    test: { message: "The table does not exist in the current database.", code: "P2021" },
  },
  {
    id: "prisma.login",
    code: /^P10(?:00|10)$/m,
    cause: "db-login",
    test: { message: "Authentication failed against database server", code: "P1000" },
  },
  {
    id: "prisma.url",
    code: /^P10(?:12|13)$/m,
    cause: "missing-config",
    test: { message: "The provided database string is invalid.", code: "P1013" },
  },
] as const satisfies readonly Rule[];
