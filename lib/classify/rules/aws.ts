import type { Rule } from "../rule.ts";

/** Amazon Web Services but Bedrock. */
export const aws = [
  {
    id: "aws.parameters",
    type: /(?:^|\.)(?:ParamValidationError|UnknownServiceError|UnknownParameterError|DataNotFoundError)$/m,
    cause: "code_bug",
    test: { message: 'Missing required parameter in input: "Key"', type: "botocore.exceptions.ParamValidationError" },
  },
  {
    id: "aws.throttled",
    when: [
      /\((?:SlowDown|Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)\)/i,
      /\((?:ProvisionedThroughputExceeded\w{0,20}|LimitExceededException)\)/i,
      /please reduce your request rate|ProvisionedThroughputExceeded|rate exceeded$/i,
    ],
    cause: "service-throttled",
    test: "An error occurred (SlowDown) when calling the PutObject operation: Please reduce your request rate.",
  },
  {
    id: "aws.denied",
    when: [
      /\((?:AccessDenied|AccessDeniedException|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken)\)/i,
      /\((?:ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|AuthFailure)\)/i,
      /\((?:UnauthorizedOperation|InvalidSignatureException|RequestTimeTooSkewed)\)/i,
      /is not authorized to perform: (?!bedrock)|NoCredentialProviders|unable to locate credentials/i,
      /missing credentials in config|InvalidAccessKeyId|SignatureDoesNotMatch/i,
    ],
    cause: "service-key",
    test: "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
  },
  {
    id: "aws.secret",
    when: /secrets manager can['’]t find|when calling the Get(?:SecretValue|Parameters?) operation/i,
    unless: /AccessDenied|Throttling/,
    cause: "missing-config",
    test: "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation: Secrets Manager can't find the specified secret.",
  },
  {
    id: "aws.setup",
    unless: /InvokeModel|\bConverse/,
    when: [
      /NoSuchBucket|NoSuchKey|specified (?:bucket|key) does not exist|QueueDoesNotExist/i,
      /NonExistentQueue|ParameterNotFound|PermanentRedirect|AuthorizationHeaderMalformed/i,
      /\((?:ValidationException|ResourceNotFoundException|InvalidParameterValue|404)\) when calling/i,
    ],
    cause: "service-setup",
    test: "An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
  },
  {
    id: "aws.down",
    unless: /bedrock/i,
    when: [
      /\((?:InternalError|InternalFailure|ServiceUnavailable|503|500|RequestTimeout)\) when calling/i,
      /could not connect to the endpoint url|EndpointConnectionError/i,
      /ConnectTimeoutError[^\n]{0,40}amazonaws/i,
    ],
    cause: "service-down",
    severity: "high",
    test: 'Could not connect to the endpoint URL: "https://s3.eu-west-1.amazonaws.com/"',
  },
  {
    id: "aws.other",
    when: /an error occurred \(\w{3,60}\) when calling the (?!InvokeModel|Converse)\w{3,60} operation/i,
    cause: "third_party",
    test: "An error occurred (UnsupportedDocumentException) when calling the AnalyzeDocument operation: Request has unsupported document format",
  },
] as const satisfies readonly Rule[];
