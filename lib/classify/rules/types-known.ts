import type { Rule } from "../rule.ts";
import { serviceType } from "./retried.ts";

/** Libraries whose exceptions speak of one thing only, whatever their words. */
export const typesKnown = [
  {
    id: "known.service-key",
    type: serviceType,
    when: /unauthori[sz]ed|unauthenticated|authentication|(?:access )?token (?:has |is )?(?:expired|invalid|revoked)|credentials?|forbidden|permission|insufficient|scope|access denied|api key/i,
    unless: /rate ?limit|too many|card|declined|phone number/i,
    cause: "service-key",
    test: { message: "Access token has expired or is not yet valid.", type: "Microsoft.Graph.ServiceException" },
  },
  {
    id: "known.service-down",
    type: /Aws::\w{1,40}::Errors::(?:ServiceUnavailable|InternalError|InternalFailure|SlowDown)|zeep\.exceptions\.TransportError|Microsoft\.Azure\.\w{1,40}\.ServerBusy\w{0,12}/,
    cause: "service-down",
    test: { message: "Service is temporarily unavailable", type: "Aws::SQS::Errors::ServiceUnavailable" },
  },
  {
    id: "known.service-quota",
    type: /(?:deepl|googlemaps|tweepy|praw|spotipy|notion_client|hubspot|shopify|paypalrestsdk)\.[\w.]{0,40}(?:Quota|RateLimit|TooManyRequests|OverQueryLimit)\w{0,20}/i,
    cause: "service-throttled",
    retry: false,
    test: { message: "Quota for this billing period has been exceeded", type: "deepl.exceptions.QuotaExceededException" },
  },
  {
    id: "known.blob",
    when: /\b(?:BlobNotFound|ContainerNotFound|BlobAlreadyExists|the specified (?:blob|container|queue|share) does not exist)\b/i,
    cause: "service-setup",
    test: "The specified blob does not exist. ErrorCode: BlobNotFound",
  },
  {
    id: "known.machine",
    type: /ray\.exceptions\.\w{1,40}|java\.nio\.file\.(?:AccessDenied|FileSystemLoop|DirectoryNotEmpty|FileAlreadyExists)Exception|ChildProcessError|cryptography\.fernet\.InvalidToken|docker\.errors\.\w{1,40}|kubernetes\.client\.\w{0,20}\.?exceptions?\.\w{1,20}|dask\.distributed\.\w{0,20}|KilledWorker|DeadSystemException|DeadObjectException|MessageEncryptor::InvalidMessage|EncryptedConfiguration|pydantic_settings\.[\w.]{0,30}Error|dotenv\.\w{1,30}|hydra\.errors\.\w{1,30}|NoClassDefFoundError|UnsatisfiedLinkError|BadImageFormatException|DllNotFoundException/,
    unless: /cannot connect|connection refused|could not initialize class/i,
    when: /[\s\S]?/,
    cause: "infrastructure",
    test: { message: "The actor died unexpectedly before finishing this task.", type: "ray.exceptions.ActorDiedError" },
  },
  {
    id: "known.input",
    type: /(?:pypdf|PyPDF2|pdfplumber|fitz|PIL|openpyxl|docx|xlrd|python_multipart|multer|busboy|formidable)\.[\w.]{0,40}(?:Error|Exception)|PostTooLarge\w{0,12}|ActionController::BadRequest|BadHttpRequestException|JsonRejection|axum::extract::rejection\w{0,40}|QueryRejection|PathRejection|actix_web::error::\w{0,20}(?:Payload|Json)\w{0,10}|MultipartError|MaxUploadSizeExceeded\w{0,12}|UnsupportedMediaType\w{0,12}|Plug\.Parsers\.\w{1,30}|Rack::(?:Multipart|QueryParser)::\w{1,30}/,
    cause: "validation",
    test: { message: "File has not been decrypted", type: "pypdf.errors.FileNotDecryptedError" },
  },
  {
    id: "known.defect",
    type: /NoWhenBranchMatchedException|ApplicationNotResponding|kotlin\.(?:TypeCast|NotImplemented|UninitializedProperty)\w{1,20}|IllegalCallableAccessException|tokio::task::JoinError|BrokenInvariant\w{0,10}|MatchError|CaseClauseError|WithClauseError|BadArityError|StaleElement\w{0,20}/,
    cause: "code_bug",
    test: { message: "gone", type: "kotlin.NoWhenBranchMatchedException" },
  },
  {
    id: "known.defect-words",
    when: /cannot (?:start a runtime from within a runtime|block the current thread|drop a runtime)|invalid update: invalid number of (?:rows|items|sections)|ANR for at least|encountered an unknown key ['"]|the object can not be found here|(?:attempt(?:ed)?|trying) to (?:insert|delete|reload) (?:row|section|item)/i,
    cause: "code_bug",
    test: "Cannot start a runtime from within a runtime. This happens because a function attempted to block the current thread",
  },
  {
    id: "known.graph-database",
    type: /neo4j\.exceptions\.(?:ServiceUnavailable|SessionExpired|TransientError)|ServiceUnavailableException: .*bolt|org\.neo4j\.driver\.exceptions\.(?:ServiceUnavailable|SessionExpired)\w{0,12}|arango\.exceptions\.ServerConnection\w{0,10}/,
    cause: "db-unreachable",
    test: { message: "Couldn't connect to neo4j:7687", type: "neo4j.exceptions.ServiceUnavailable" },
  },
  {
    id: "known.google-limits",
    when: /\b(?:userRateLimitExceeded|rateLimitExceeded|quotaExceeded|dailyLimitExceeded)\b/,
    unless: /aiplatform|generativelanguage|gemini|vertex/i,
    cause: "service-throttled",
    test: '{"code":403,"errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded"}]}',
  },
  {
    id: "known.maps",
    when: /\b(?:ApiNotActivatedMapError|RefererNotAllowedMapError|InvalidKeyMapError|BillingNotEnabledMapError|MissingKeyMapError)\b|google maps javascript api error/i,
    cause: "service-key",
    test: "Google Maps JavaScript API error: ApiNotActivatedMapError",
  },
] as const satisfies readonly Rule[];
