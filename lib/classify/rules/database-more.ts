import type { Rule } from "../rule.ts";

/** Sessions, poolers, permissions and products that say it their own way. */
export const databaseMore = [
  {
    id: "db.prepared",
    when: /prepared statement ["'][\w-]{1,60}["'] (?:does not exist|already exists)/i,
    cause: "prepared-statement",
    test: 'prepared statement "s0" already exists',
  },
  {
    id: "db.prepared-code",
    code: /^(?:26000|42P05)$/m,
    cause: "prepared-statement",
    test: { message: "no", code: "42P05" },
  },
  {
    id: "db.row-policy",
    when: [
      /(?:new row )?violates row-level security policy|permission denied for (?:table|relation|schema|sequence|view|function|database)/i,
      /must be owner of (?:table|relation|schema)|command denied to user|the (?:SELECT|INSERT|UPDATE|DELETE|EXECUTE) permission was denied on/i,
    ],
    cause: "db-permission",
    test: 'new row violates row-level security policy for table "documents"',
  },
  {
    id: "db.permission-code",
    code: /^42501$/m,
    cause: "db-permission",
    test: { message: "no", code: "42501" },
  },
  {
    id: "db.recovery-conflict",
    when: /canceling statement due to conflict with recovery/i,
    cause: "statement-timeout",
    retry: true,
    test: "ERROR: canceling statement due to conflict with recovery",
  },
  {
    id: "db.sql-server",
    when: [
      /network-related or instance-specific error|the server was not found or was not accessible|exception while (?:reading from|writing to|connecting to?) (?:the )?(?:stream|\S{1,60}:5432)/i,
      /provider: (?:TCP|SQL Network|Named Pipes|SSL) \w{0,12}|npgsql[^\n]{0,60}(?:failed to connect|timeout)/i,
    ],
    cause: "db-unreachable",
    test: "A network-related or instance-specific error occurred while establishing a connection to SQL Server.",
  },
  {
    id: "db.password",
    when: /password authentication failed|access denied for user|login failed for user|no pg_hba\.conf entry|AUTH <password> called without|NOAUTH authentication required|WRONGPASS/i,
    cause: "db-login",
    test: 'connection to server at "db", port 5432 failed: FATAL: password authentication failed for user "app"',
  },
  {
    id: "db.warehouse",
    when: /\[?TABLE_OR_VIEW_NOT_FOUND|can['’]t locate revision identified by|unrecognized name: \w{1,60} at \[\d|incorrect username or password was specified|multiple head revisions are present/i,
    cause: "database",
    test: "Can't locate revision identified by 'ab12'",
  },
  {
    id: "db.acquire",
    when: /acquir\w{1,3} (?:a )?(?:db|database|pg|sql|redis|mongo) ?(?:connection|conn|client)\b/i,
    cause: "pool",
    test: "acquire db connection: context deadline exceeded",
  },
  {
    id: "db.driver-connect",
    type: /PSQLException|psycopg\d?\.OperationalError|RedisException|Predis|(?:^|\.)SQL(?:Transient|NonTransient)?(?:Connection)?Exception$|PDOException|CommunicationsException|JedisConnection\w{0,12}|MongoSocket\w{0,12}|MySQLNonTransient\w{0,24}|Mysql2::Error|PG::(?:Error|ConnectionBad)|pq\.Error|pgconn\.\w{1,20}/m,
    when: /refused|unknown ?host|could not (?:connect|resolve|translate)|connection attempt failed|no route|unreachable|ssl connection has been closed|getaddrinfo|name or service|connect timed out/i,
    cause: "db-unreachable",
    test: { message: "Connection refused", type: "RedisException" },
  },
  {
    id: "db.closed-by-us",
    when: /sql: (?:database|connection|statement|transaction)[^\n]{0,40} (?:is closed|already)|^[^\n]{0,80}(?:this )?connection (?:is|was|has been|already|is already)(?: already)? closed\b|connection already closed|cursor already closed|cannot (?:use|perform)[^\n]{0,30}closed (?:connection|pool|client|session)|client (?:has already been|was|is) closed|pool (?:is|was|has been) (?:closed|ended|destroyed)/im,
    type: /Interface|SQL|Sql|Postgres|Mongo|Redis|Operational|Database|Error$/,
    llm: false,
    unless: /server|remote|peer|unexpected|by the|port \d|middle of/i,
    cause: "database",
    test: { message: "connection already closed", type: "psycopg2.InterfaceError" },
  },
  {
    id: "db.parameters",
    when: /no value specified for parameter \d|got \d{1,4} parameters but the statement requires|is out of range for activemodel|string literal cannot contain nul|bind(?:ing)? parameter[^\n]{0,30}(?:mismatch|missing|expected)/i,
    cause: "sql-syntax",
    test: "pq: got 2 parameters but the statement requires 1",
  },
  {
    id: "db.entity-manager",
    when: /the entitymanager is closed|a new entity was found through the relationship|detached entity passed to persist|object is already attached to session/i,
    cause: "database",
    test: "The EntityManager is closed.",
  },
  {
    id: "db.coordinator",
    when: /coordinator node timed out|cannot achieve consistency level|operation timed out - received only \d|not enough replicas available/i,
    cause: "db-busy",
    test: "Coordinator node timed out waiting for replica nodes' responses",
  },
  {
    id: "db.coordinator-type",
    type: /cassandra\.(?:\w{1,20}\.)?(?:WriteTimeout|ReadTimeout|OperationTimedOut|Unavailable)/,
    cause: "db-busy",
    test: { message: "no", type: "cassandra.WriteTimeout" },
  },
  {
    id: "db.graph",
    when: /Neo\.ClientError\.(?:Statement|Schema)\.\w{1,40}|CypherSyntaxError/,
    cause: "sql-syntax",
    test: "{code: Neo.ClientError.Statement.SyntaxError} {message: Invalid input 'MTCH'}",
  },
  {
    id: "db.postgrest",
    code: /^PGRST\d{3}$/m,
    cause: "database",
    test: { message: "JSON object requested, multiple (or no) rows returned", code: "PGRST116" },
  },
  {
    id: "db.clickhouse",
    when: /DB::Exception: /,
    cause: "database",
    test: "Code: 241. DB::Exception: Memory limit (for query) exceeded: would use 9.37 GiB",
  },
  {
    id: "db.migrations",
    when: /migrations are pending|pending migrations?|migration[^\n]{0,60}(?:failed to apply|was modified after|checksum)|found non-empty schema|flyway|liquibase/i,
    llm: false,
    cause: "missing-relation",
    test: "Migrations are pending. To resolve this issue, run: bin/rails db:migrate",
  },
  {
    id: "dynamo.conditional",
    when: /ConditionalCheckFailed\w{0,12}|the conditional request failed|TransactionCanceledException|one or more parameter values were invalid: /i,
    cause: "constraint",
    test: "An error occurred (ConditionalCheckFailedException) when calling the PutItem operation: The conditional request failed",
  },
] as const satisfies readonly Rule[];
