import type { Rule } from "../rule.ts";

/** Locks, pools and time limits of databases. */
export const databaseLimits = [
  {
    id: "db.deadlock",
    when: [
      /deadlock (?:detected|found)|was deadlocked on|ORA-00060|lock wait timeout exceeded|canceling statement due to lock timeout|could not obtain lock|lock timeout/i,
      /could not serialize access|write ?conflict|serialization failure|TransactionRetry/i,
      /restart transaction|transaction[^\n]{0,40}(?:write conflict|please retry)/i,
    ],
    cause: "deadlock",
    test: "deadlock detected\nDETAIL: Process 1 waits for ShareLock",
  },
  {
    id: "db.deadlock-code",
    code: /^(?:40001|40P01|P2034|1213|1205|ER_LOCK_DEADLOCK|ER_LOCK_WAIT_TIMEOUT)$/m,
    cause: "deadlock",
    test: { message: "transaction aborted", code: "40P01" },
  },
  {
    id: "db.pool",
    when: [
      /(?:connection|client|session) pool(?: timeout| exhausted| is full|[^\n]{0,40}(?:timed? ?out|exhausted))/i,
      /pool (?:timeout|exhausted|limit)|queuepool limit of size (?<limit>\d{1,5})/i,
      /obtaining a connection from the pool|pool timed out|dropped from queue after/i,
      /timed out fetching a new connection|unable to (?:acquire|check out|get) a? ?connection/i,
      /could not (?:get|obtain|acquire) (?:a )?(?:jdbc )?connection/i,
      /connection is not available, request timed out/i,
      /timeout (?:acquiring|exceeded when trying to connect|waiting for (?:a )?(?:connection|idle object))/i,
      /knex: timeout acquiring|ResourceRequest timed out|SequelizeConnectionAcquireTimeout/i,
      /couldn['’]t get a connection|max client connections reached|MaxClientsInSessionMode/i,
      /all pooled connections were in use|wait queue|PoolClearedError|HikariPool/i,
    ],
    cause: "pool",
    test: "QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
  },
  {
    id: "db.pool-type",
    type: [
      /(?<!httpx\.|httpcore\.)PoolTimeout|ConnectionAcquireTimeout|SQLTransientConnection/m,
      /ConnectionPool\w{0,10}(?:Exhausted|Timeout)|PoolExhausted|(?:^|::|\.)ConnectionTimeoutError$/m,
    ],
    cause: "pool",
    test: { message: "wait", type: "psycopg_pool.PoolTimeout" },
  },
  {
    id: "db.too-many",
    when: [
      /too many (?:clients|connections)(?! ?, please wait)|remaining connection slots/i,
      /ER_CON_COUNT_ERROR|max_connections|ERR max number of clients|too many database connections/i,
      /no more connections allowed/i,
    ],
    llm: false,
    cause: "pool",
    severity: "critical",
    test: "FATAL: sorry, too many clients already",
  },
] as const satisfies readonly Rule[];
