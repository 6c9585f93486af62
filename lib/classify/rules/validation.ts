import type { Rule } from "../rule.ts";

/** Validators known by their own words and exceptions. */
export const validation = [
  {
    id: "valid.response",
    type: /fastapi\.\w{1,20}\.ResponseValidationError|ResponseValidationException/,
    cause: "validation",
    severity: "high",
    test: { message: "2 validation errors", type: "fastapi.exceptions.ResponseValidationError" },
  },
  {
    id: "valid.zod",
    when: [
      /"code":\s{0,4}"(?:invalid_type|invalid_value|invalid_enum_value|invalid_union)"/,
      /"code":\s{0,4}"(?:invalid_union_discriminator|too_small|too_big|unrecognized_keys)"/,
      /"code":\s{0,4}"(?:invalid_literal|invalid_string|invalid_format|invalid_date|not_multiple_of)"/,
      /"code":\s{0,4}"(?:invalid_key|invalid_element|custom)"/,
    ],
    cause: "validation",
    test: '[\n  {\n    "code": "invalid_type",\n    "expected": "string",\n    "path": ["email"]\n  }\n]',
  },
  {
    id: "valid.zod-type",
    type: [
      /ZodError|ValibotError|ValiError|YupError|JoiError|AjvValidationError|SuperstructError/,
      /StructError|ParseError \[Effect\]/,
    ],
    cause: "validation",
    test: { message: "Invalid input", type: "ZodError" },
  },
  {
    id: "valid.pydantic",
    when: [
      /\d{1,4} validation errors? for |\[type=\w{1,40}, input_value=|errors\.pydantic\.dev/i,
      /value is not a valid |field required \(type=value_error/i,
    ],
    cause: "validation",
    test: "1 validation error for CreateTicket\nsubject\n  String should have at most 200 characters [type=string_too_long, input_value='x', input_type=str]",
  },
  {
    id: "valid.size",
    when: [
      /request entity too large|payload too large|request body (?:is )?(?:too large|exceeds)/i,
      /entity\.too\.large|exceeds the capacity limit/i,
      /maximum (?:upload|request|file|body) (?:size|length)|file (?:is )?too (?:large|big)/i,
      /LIMIT_FILE_SIZE|MaxUploadSizeExceeded|body exceeded|RequestDataTooBig|TooManyFieldsSent/i,
      /LIMIT_UNEXPECTED_FILE|FUNCTION_PAYLOAD_TOO_LARGE/i,
      /(?:message|text|input|name|title|description) is too long/i,
    ],
    cause: "payload-size",
    test: "request entity too large",
  },
  {
    id: "valid.type",
    type: [
      /ValidationErr|ValidationException|ValidationError|MethodArgumentNotValid|ConstraintViolation/,
      /InvalidDataError|SchemaError|FormValidation|InvalidParameter|BadRequestKeyError/,
      /MissingServletRequestParameter|HttpMessageNotReadable|TypeMismatch|ParameterMissing/,
      /BadRequestException|UnprocessableEntityException|RecordInvalid|MultipartException/,
      /UnprocessableEntity|UnsupportedMediaType|PayloadTooLarge|RequestEntityTooLarge|CastError/,
      /InvalidId|InputMismatch|BindException|ValidatorError|InvalidInput/,
    ],
    cause: "validation",
    test: { message: "x", type: "cerberus.ValidationError" },
  },
  {
    id: "valid.html-for-json",
    when: /unexpected token ['"]?<|<!doctype[^\n]{0,40}is not valid json|unrecognized token '<'/i,
    llm: false,
    cause: "third_party",
    retry: false,
    test: "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON",
  },
] as const satisfies readonly Rule[];
