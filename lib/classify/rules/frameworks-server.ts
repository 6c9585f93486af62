import type { Rule } from "../rule.ts";

/** Frameworks of Java, .NET, Go, PHP and Ruby. */
export const frameworksServer = [
  {
    id: "spring.defect",
    type: /InvalidDataAccessApiUsage\w{0,12}|PropertyNotFoundException|TemplateInput\w{0,12}|TemplateProcessing\w{0,12}|SpelEvaluation\w{0,12}|BeanCurrentlyInCreation\w{0,12}|NoUniqueBeanDefinition\w{0,12}|TransactionRequired\w{0,12}/,
    cause: "code_bug",
    test: { message: "Error resolving template [chat]", type: "org.thymeleaf.exceptions.TemplateInputException" },
  },
  {
    id: "spring.input",
    type: /MethodArgumentTypeMismatch\w{0,12}|HttpRequestMethodNotSupported\w{0,12}|HttpMediaType\w{0,30}|MissingRequest(?:Header|Cookie|Part)\w{0,12}|MissingPathVariable\w{0,12}|NoResourceFound\w{0,12}|NoHandlerFound\w{0,12}|WebExchangeBind\w{0,12}|ServerWebInput\w{0,12}/,
    cause: "validation",
    test: {
      message: "Request method 'GET' is not supported",
      type: "org.springframework.web.HttpRequestMethodNotSupportedException",
    },
  },
  {
    id: "spring.start",
    type: /ApplicationContextException|WebServerException|PortInUse\w{0,12}|ConfigurationPropertiesBind\w{0,12}|ConverterNotFound\w{0,12}|InvalidConfigurationProperty\w{0,12}/,
    cause: "missing-config",
    test: { message: "Unable to start web server", type: "org.springframework.context.ApplicationContextException" },
  },
  {
    id: "resilience.open",
    type: /CallNotPermittedException|BrokenCircuitException|CircuitBreakerOpen\w{0,12}|BulkheadFull\w{0,12}|BulkheadRejected\w{0,12}/,
    cause: "saturated",
    test: {
      message: "CircuitBreaker 'llm' is OPEN and does not permit further calls",
      type: "io.github.resilience4j.circuitbreaker.CallNotPermittedException",
    },
  },
  {
    id: "resilience.limiter",
    type: /(?:^|\.)RequestNotPermitted$|RateLimiterRejected\w{0,12}/m,
    cause: "rate_limit",
    test: {
      message: "RateLimiter 'llm' does not permit further calls",
      type: "io.github.resilience4j.ratelimiter.RequestNotPermitted",
    },
  },
  {
    id: "kafka.broker",
    when: /not present in metadata after|failed to update metadata after|node -?\d{1,5} disconnected|bootstrap broker [^\n]{1,80}disconnected|no resolvable bootstrap urls|leader not available|coordinator (?:is )?not available/i,
    cause: "db-unreachable",
    test: "Topic chats not present in metadata after 60000 ms.",
  },
  {
    id: "kafka.data",
    type: /kafka\.common\.errors\.(?:Serialization|RecordTooLarge|Deserialization|OffsetOutOfRange|UnknownTopic\w{0,20}|TopicAuthorization)Exception/,
    cause: "database",
    test: {
      message: "Error deserializing key/value for partition chats-0",
      type: "org.apache.kafka.common.errors.SerializationException",
    },
  },
  {
    id: "dotnet.entity",
    when: /instance of entity type ['"]|cannot be tracked because another instance|could not be translated\. (?:either|additional)|the linq expression|an error occurred while saving the entity changes|no database provider has been configured/i,
    cause: "database",
    test: "The instance of entity type 'Chat' cannot be tracked because another instance with the same key value for {'Id'} is already being tracked.",
  },
  {
    id: "dotnet.scheme",
    when: /no authenticationscheme was specified|no defaultchallengescheme|IDX\d{5}: /i,
    cause: "authentication",
    test: "No authenticationScheme was specified, and there was no DefaultChallengeScheme found.",
  },
  {
    id: "dotnet.vault",
    when: /caller is not authorized to perform action on resource[^\n]{0,80}vault|key ?vault[^\n]{0,60}(?:forbidden|not found|secret)|SecretNotFound\b/i,
    cause: "missing-config",
    test: "Caller is not authorized to perform action on resource. Vault: acme-kv",
  },
  {
    id: "dotnet.storage",
    type: /Azure\.RequestFailedException|Azure\.Storage\.\w{1,40}/,
    when: /authorization|authentication|permission|blob|container|queue|not authorized/i,
    llm: false,
    cause: "service-key",
    test: { message: "This request is not authorized to perform this operation. (blob)", type: "Azure.RequestFailedException" },
  },
  {
    id: "dotnet.mapper",
    type: /AutoMapperMapping\w{0,12}|AutoMapperConfiguration\w{0,12}|RouteCreation\w{0,12}|AmbiguousMatch\w{0,12}/,
    cause: "code_bug",
    test: { message: "Missing type map configuration or unsupported mapping.", type: "AutoMapper.AutoMapperMappingException" },
  },
  {
    id: "grpc.status",
    when: [/statuscode="?unavailable"?|code = unavailable|status: unavailable|error connecting to subchannel/i],
    llm: false,
    cause: "refused",
    test: 'Status(StatusCode="Unavailable", Detail="Error connecting to subchannel.")',
  },
  {
    id: "grpc.deadline",
    when: /statuscode="?deadlineexceeded"?|code = deadlineexceeded|status: deadlineexceeded/i,
    cause: "timeout",
    test: 'Status(StatusCode="DeadlineExceeded", Detail="")',
  },
  {
    id: "go.defect",
    when: /superfluous response\.writeheader|http: (?:invalid|wrote more than|multiple)|reflect: call of|reflect\.\w{2,20}: |sync: (?:unlock|rlock|waitgroup)|errgroup|flag provided but not defined/i,
    unless: /invalid character/i,
    cause: "code_bug",
    test: "http: superfluous response.WriteHeader call",
  },
  {
    id: "laravel.route",
    when: /route \[[\w.]{1,60}\] not defined|has been attempted too many times or run too long|view \[[\w.]{1,80}\] not found|call to undefined relationship/i,
    cause: "code_bug",
    test: "Route [login] not defined.",
  },
  {
    id: "web.not-found",
    when: /no route (?:found for|matches) ["'[](?:GET|POST|PUT|HEAD|PATCH|DELETE|OPTIONS)/i,
    cause: "validation",
    test: 'No route matches [GET] "/wp-admin"',
  },
  {
    id: "rails.defect",
    type: /AssociationTypeMismatch|ActionView::(?:MissingTemplate|ActionViewError)|ActionController::(?:MissingExactTemplate|UrlGenerationError|UnknownFormat|UnfilteredParameters)|Zeitwerk::NameError|ActiveJob::DeserializationError|ActiveRecord::(?:UnknownAttributeError|SubclassNotFound|DangerousAttributeError|AttributeAssignmentError|HasManyThrough\w{1,40}|ConfigurationError)|NoMatchingPattern\w{0,12}/,
    cause: "code_bug",
    test: { message: "User(#1) expected, got String", type: "ActiveRecord::AssociationTypeMismatch" },
  },
  {
    id: "rails.gems",
    when: /could not find [\w.-]{1,60} in (?:locally installed gems|any of the sources)|bundler::gemnotfound|run [`'"]?bundle install/i,
    cause: "missing-module",
    test: "Could not find openai-6.3.1 in locally installed gems",
  },
] as const satisfies readonly Rule[];
