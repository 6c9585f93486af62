import type { Rule } from "../rule.ts";

/** Frameworks and data libraries of Python and JavaScript. */
export const frameworksScript = [
  {
    id: "pandas.defect",
    type: /pandas\.errors\.(?:Merge|InvalidIndex|SpecificationError|IndexingError|UndefinedVariable|DataError|InvalidColumnName|IntCasting)\w{0,12}|(?:^|\.)(?:AxisError|NotFittedError|LinAlgError|UFuncTypeError)$|polars\.exceptions\.\w{1,40}|numpy\.[\w.]{0,40}(?:AxisError|UFunc\w{0,20}|LinAlgError)/m,
    cause: "wrong-type",
    test: { message: "No common columns to perform merge on", type: "pandas.errors.MergeError" },
  },
  {
    id: "pandas.defect-words",
    when: /inconsistent numbers of samples|is not fitted yet|no common columns to perform merge|axis \d is out of bounds for array|cannot reindex on an axis|setting with copy|columns overlap but no suffix|operands could not be broadcast|cannot do (?:slice|label) indexing|not in (?:index|columns)\b/i,
    llm: false,
    cause: "wrong-type",
    test: "This TfidfVectorizer instance is not fitted yet.",
  },
  {
    id: "pandas.input",
    type: /pandas\.errors\.(?:Parser|EmptyData)\w{0,8}|pyarrow\.lib\.Arrow(?:Invalid|TypeError)/,
    cause: "unreadable-input",
    test: { message: "No columns to parse from file", type: "pandas.errors.EmptyDataError" },
  },
  {
    id: "python.queue-broker",
    type: /kombu\.exceptions\.OperationalError|pika\.exceptions\.(?:AMQP|Stream|Connection|Channel)\w{1,24}|aio_pika\.exceptions\.\w{1,30}|kafka\.errors\.(?:KafkaTimeout|NoBrokers|KafkaConnection|NodeNotReady)\w{0,12}|confluent_kafka\.\w{0,10}KafkaException|nats\.errors\.\w{1,30}|redis\.exceptions\.BusyLoading\w{0,6}/,
    cause: "db-unreachable",
    test: { message: "[Errno 111] Connection refused", type: "kombu.exceptions.OperationalError" },
  },
  {
    id: "django.defect",
    type: /NoReverseMatch|AppRegistryNotReady|django\.core\.exceptions\.(?:FieldError|FieldDoesNotExist|SynchronousOnlyOperation|ViewDoesNotExist|MiddlewareNotUsed)|DebugFilesKeyError|starlette\.routing\.NoMatchFound|fastapi\.exceptions\.FastAPIError|flask\.debughelpers\.\w{1,40}|werkzeug\.routing\.\w{0,20}\.?BuildError|django\.template\.\w{0,12}\.?Template(?:DoesNotExist|SyntaxError)|AirflowException|celery\.exceptions\.NotRegistered|MissingGreenlet|graphql\.error\.\w{1,30}/,
    cause: "code_bug",
    test: { message: "chat/index.html", type: "django.template.exceptions.TemplateDoesNotExist" },
  },
  {
    id: "django.host",
    when: /invalid http_host header|disallowedhost|you may need to add [^\n]{1,80} to allowed_hosts/i,
    cause: "validation",
    test: "Invalid HTTP_HOST header: 'x'. You may need to add 'x' to ALLOWED_HOSTS.",
  },
  {
    id: "spark.memory",
    when: /java\.lang\.OutOfMemoryError|_ArrayMemoryError|unable to allocate [\d.]{1,8} [KMGT]i?B for an array/i,
    cause: "memory",
    test: "An error occurred while calling o52.collectToPython. : java.lang.OutOfMemoryError: Java heap space",
  },
  {
    id: "weights.file",
    when: /unable to load weights from|error no file named (?:pytorch_model|model\.safetensors|config\.json)|checkpoint (?:file )?[^\n]{1,80}(?:not found|is corrupt|could not be)|couldn['’]t find any model weights/i,
    cause: "missing-file",
    test: "Unable to load weights from pytorch checkpoint file for '/models/bge'",
  },
  {
    id: "graphql.defect",
    when: /cannot query field ["'`]\w{1,60}|cannot return null for non-nullable field|unknown argument ["'`]\w{1,60}["'`] on field|variable ["'`]?\$\w{1,60}["'`]? (?:of (?:required )?type|got invalid value|is never used)|expected iterable, but did not find one/i,
    cause: "code_bug",
    test: 'Cannot query field "tokens" on type "Chat".',
  },
  {
    id: "node.route",
    when: /already declared for route|FST_ERR_(?:DUPLICATED_ROUTE|PLUGIN|DEC_|HOOK|REP_|CTP_ALREADY)\w{0,40}|can['’]t resolve dependencies of the|requires a (?:callback|middleware) function|plugin did not start in time/i,
    cause: "code_bug",
    test: "Method 'POST' already declared for route '/chat'",
  },
  {
    id: "node.body",
    when: /\bbody must (?:have required property|be (?:object|array|string)|NOT have)|\b(?:querystring|params|headers)[/.]?\w{0,30} must (?:have|be|match|NOT)|FST_ERR_(?:VALIDATION|CTP_BODY_TOO_LARGE|CTP_INVALID\w{0,20})/,
    unless: /model output|llm/i,
    cause: "validation",
    test: "body must have required property 'prompt'",
  },
  {
    id: "node.queue",
    when: /job stalled more than (?:the )?allowable|missing (?:lock|key) for job|could not renew lock for job/i,
    cause: "db-lost",
    test: "Job stalled more than allowable limit",
  },
  {
    id: "browser.launch",
    when: /failed to launch the browser process|executable doesn['’]t exist at|error while loading shared libraries|could not find chrom(?:e|ium)|browser was not found at/i,
    cause: "missing-module",
    test: "Failed to launch the browser process! /chrome: error while loading shared libraries: libnss3.so",
  },
  {
    id: "sharp.input",
    when: /input (?:buffer|file) (?:contains unsupported image format|is missing)|vips(?:jpeg|png|_)?\w{0,20}: |unsupported image (?:type|format)|invalid (?:png|jpeg|gif|webp) (?:header|signature|file)/i,
    llm: false,
    cause: "unreadable-input",
    test: "Input buffer contains unsupported image format",
  },
  {
    id: "orm.property",
    type: /Entity(?:PropertyNotFound|MetadataNotFound|ColumnNotFound|NotFoundError)\w{0,6}|MissingPrimaryColumnError|FindRelationsNotFoundError|DrizzleQueryError|DrizzleError/,
    cause: "sql-syntax",
    test: { message: 'Property "tokens" was not found in "Chat".', type: "EntityPropertyNotFoundError" },
  },
] as const satisfies readonly Rule[];
