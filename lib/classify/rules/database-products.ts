import type { Rule } from "../rule.ts";

/** Databases, drivers and ORMs that are known by their own names. */
export const databaseProducts = [
  { id: "sqlite.locked", when: /database (?:table )?is locked|SQLITE_BUSY/i, cause: "deadlock", test: "database is locked" },
  {
    id: "sqlite.broken",
    when: [
      /unable to open database file|readonly database|database disk image is malformed/i,
      /file is (?:not a database|encrypted)|database or disk is full/i,
      /SQLITE_(?:CANTOPEN|CORRUPT|NOTADB|READONLY|FULL|IOERR)/i,
    ],
    cause: "db-broken",
    test: "sqlite3.OperationalError: unable to open database file",
  },
  {
    id: "postgres.disk",
    when: [
      /could not extend file[^\n]{0,80}no space left|\bENOSPC[^\n]{0,60}pg_wal/i,
      /cannot execute \w{1,30} in a read-only transaction|invalid page in block/i,
      /could not (?:read|open) (?:block|file "(?:base|global))/i,
    ],
    cause: "db-broken",
    test: "ERROR: cannot execute INSERT in a read-only transaction",
  },
  {
    id: "postgres.extension",
    when: [
      /type "vector" does not exist|extension "\w{1,40}" (?:is not available|does not exist)/i,
      /could not open extension control file/i,
    ],
    cause: "missing-relation",
    test: 'embedding insert: type "vector" does not exist',
  },
  {
    id: "mysql.connect",
    when: [
      /can['’]t connect to (?:local )?mysql server|unknown mysql server host/i,
      /host [^\n]{1,80} is (?:blocked|not allowed to connect)/i,
    ],
    cause: "db-unreachable",
    test: "(2003, \"Can't connect to MySQL server on '127.0.0.1' ([Errno 111] Connection refused)\")",
  },
  {
    id: "redis.connect",
    type: [
      /(?:redis|ioredis|lettuce|jedis|StackExchange\.Redis|Predis)[\w.\\]{0,80}(?:Connection|Busy|Timeout|MaxRetries)\w{0,30}/i,
      /RedisConnection\w{1,20}|MaxRetriesPerRequestError|ClusterDownError/i,
    ],
    cause: "db-unreachable",
    test: { message: "Error 111 connecting to localhost:6379. Connection refused.", type: "redis.exceptions.ConnectionError" },
  },
  {
    id: "redis.words",
    when: [
      /error -?\d{1,4} connecting to [\w.-]{1,80}:\d{2,5}|reached the max retries per request limit/i,
      /redis(?:client)?[^\n]{0,30}(?:connection|socket|timeout|unreachable|failed)/i,
      /no connection is available to service this operation|RedisTimeoutException/i,
      /stream isn['’]t writeable and enableOfflineQueue|unable to connect to redis/i,
    ],
    cause: "db-unreachable",
    test: 'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option',
  },
  {
    id: "redis.oom",
    when: /OOM command not allowed when used memory|READONLY you can['’]t write against|MISCONF redis is configured to save/i,
    cause: "db-broken",
    test: "OOM command not allowed when used memory > 'maxmemory'.",
  },
  {
    id: "redis.commands",
    when: [
      /^(?:\w{0,20}Error: )?(?:WRONGTYPE |CROSSSLOT|MOVED \d|NOSCRIPT|EXECABORT)/,
      /^(?:\w{0,20}Error: )?ERR (?:unknown command|wrong number of arguments|value is not|syntax error)/,
      /ReplyError: /,
    ],
    cause: "database",
    test: "WRONGTYPE Operation against a key holding the wrong kind of value",
  },
  {
    id: "mongo.scheme",
    type: /MongoParseError|(?:Mongo|pymongo)[\w.]{0,20}InvalidURI/,
    cause: "missing-config",
    test: { message: 'Invalid scheme, expected connection string to start with "mongodb://"', type: "MongoParseError" },
  },
  {
    id: "mongo.uri",
    when: [
      /`uri` parameter to `openUri\(\)` must be|dialect needs to be explicitly supplied/i,
      /redis url must specify one of|invalid (?:dsn|connection (?:option|string|url))/i,
      /could not parse (?:rfc1738 url|sqlalchemy url|the database url)|error validating datasource/i,
      /the provided database string is invalid|no suitable driver|unknown database url scheme/i,
      /environment variable not found: \w{0,20}DATABASE|jdbc url/i,
      /the url (?:must start with|cannot be null)|failed to determine a suitable driver class/i,
    ],
    cause: "missing-config",
    test: "Dialect needs to be explicitly supplied as of v4.0.0",
  },
  {
    id: "mongo.unreachable",
    type: [
      /MongoTimeoutException|ServerSelection\w{0,10}Error|MongoNetwork\w{0,12}Error/,
      /MongoServerSelection\w{0,10}|MongoSocket\w{1,30}Exception|MongooseServerSelectionError/,
      /pymongo\.errors\.(?:AutoReconnect|ConnectionFailure|NetworkTimeout)/,
    ],
    cause: "db-unreachable",
    test: { message: "connection <monitor> to 10.0.0.1:27017 closed", type: "MongoNetworkError" },
  },
  {
    id: "mongo.id",
    when: [
      /is not a valid objectid|cast to objectid failed/i,
      /argument passed in must be a (?:single )?string of 12 bytes|input must be a 24 character hex/i,
    ],
    cause: "validation",
    test: "'abc123' is not a valid ObjectId, it must be a 12-byte input or a 24-character hex string",
  },
  {
    id: "prisma.client",
    when: [
      /prisma client (?:did not initialize|could not locate|has not been)/i,
      /query engine (?:library|binary)[^\n]{0,60}(?:not|could)|PrismaClientRustPanic/i,
    ],
    cause: "missing-module",
    test: "@prisma/client did not initialize yet. Prisma Client could not locate the Query Engine",
  },
  {
    id: "prisma.unreachable",
    type: /PrismaClientInitializationError/,
    cause: "db-unreachable",
    test: { message: "engine could not start", type: "PrismaClientInitializationError" },
  },
  {
    id: "prisma.no-row",
    when: [
      /an operation failed because it depends on one or more records|no record was found for/i,
      /NotFoundError: No \w{1,60} found/i,
    ],
    cause: "no-row",
    test: "An operation failed because it depends on one or more records that were required but not found.",
  },
  {
    id: "prisma.validation",
    type: /PrismaClientValidationError/,
    cause: "sql-syntax",
    test: { message: "Argument `where` is missing.", type: "PrismaClientValidationError" },
  },
  {
    id: "sqlalchemy.session",
    when: [
      /is not bound to a session|transaction has been rolled back due to a previous exception/i,
      /parent instance [^\n]{1,80} is not bound|lazyinitialization|could not initialize proxy/i,
      /no session|cannot operate on a closed database|sqlite objects created in a thread/i,
      /another operation is in progress|greenlet_spawn has not been called/i,
      /current transaction is aborted|SAVEPOINT [^\n]{1,40} does not exist/i,
    ],
    cause: "database",
    test: "Instance <User at 0x7f8b> is not bound to a Session; attribute refresh operation cannot proceed",
  },
  {
    id: "search.blocked",
    when: [
      /cluster_block_exception|flood stage disk watermark|FORBIDDEN\/12\/index read-only/i,
      /circuit_breaking_exception|es_rejected_execution_exception|search_phase_execution_exception/i,
      /mapper_parsing_exception|index_not_found_exception|parsing_exception|illegal_argument_exception/i,
    ],
    cause: "database",
    test: "search_phase_execution_exception: all shards failed",
  },
  {
    id: "queue.broker",
    when: [
      /(?:kafka|rabbitmq|amqp|nats|broker)\w{0,20}[^\n]{0,40}(?:not available|unreachable|connection (?:error|refused|closed|lost)|no brokers|timed out)/i,
      /KafkaJSConnectionError|NoBrokersAvailable|broker transport failure|leader not available/i,
      /AMQPConnectionError|channel closed by server/i,
    ],
    cause: "db-unreachable",
    test: "KafkaJSConnectionError: Failed to connect to seed broker, broker unreachable",
  },
  {
    id: "pdo.unreachable",
    when: /SQLSTATE\[(?:HY000\] \[200[2-6]|08\w{3})/,
    cause: "db-unreachable",
    test: "SQLSTATE[HY000] [2002] Connection refused",
  },
  {
    id: "pdo.login",
    when: /SQLSTATE\[(?:HY000\] \[104[45]|28\w{3})/,
    cause: "db-login",
    test: "SQLSTATE[HY000] [1045] Access denied",
  },
] as const satisfies readonly Rule[];
