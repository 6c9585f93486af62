import type { Rule } from "../rule.ts";

const server = [500, 502, 503, 520, 521, 522, 523, 525, 526, 529, 530];

/** A bare HTTP status, when no words said more. */
export const statuses = [
  {
    id: "status.llm-404",
    status: [404, 405, 410],
    llm: true,
    cause: "endpoint",
    test: { message: "404 status code (no body)", status: 404, provider: "vllm" },
  },
  {
    id: "status.llm-request",
    status: [400, 409, 411, 415, 422, 424],
    llm: true,
    cause: "invalid_request",
    test: { message: "400 status code (no body)", status: 400, provider: "azure_openai" },
  },
  {
    id: "status.llm-server",
    status: [...server, 498],
    llm: true,
    cause: "provider_error",
    test: { message: "502 status code (no body)", status: 502, provider: "openai" },
  },
  {
    id: "request.type",
    type: [/BadRequestError|InvalidRequestError|UnprocessableEntityError|NotFoundError|ValidationException/, /InvalidArgument/],
    llm: true,
    cause: "invalid_request",
    test: { message: "no", type: "openai.BadRequestError" },
  },
  {
    id: "server.type",
    type: /InternalServerError|ServiceUnavailableError|OverloadedError|APIStatusError|ServerError/,
    llm: true,
    cause: "provider_error",
    test: { message: "no", type: "openai.InternalServerError" },
  },
  { id: "status.529", status: [529], cause: "overloaded", test: { message: "odd", status: 529 } },
  {
    id: "status.service-429",
    status: [429],
    service: true,
    cause: "service-throttled",
    test: { message: "npm registry odd", status: 429 },
  },
  {
    id: "status.service-auth",
    status: [401, 402, 403],
    service: true,
    cause: "service-key",
    test: { message: "Notion: odd", status: 401 },
  },
  {
    id: "status.service-server",
    status: server,
    service: true,
    cause: "service-down",
    test: { message: "Notion: odd", status: 500 },
  },
  {
    id: "status.service-input",
    status: [400, 404, 409, 422],
    service: true,
    cause: "service-setup",
    guess: true,
    test: { message: "Notion: odd", status: 400 },
  },
  { id: "status.429", status: [429], cause: "rate_limit", test: { message: "odd", status: 429 } },
  { id: "status.auth", status: [401, 403], cause: "authentication", severity: "low", test: { message: "odd", status: 401 } },
  {
    id: "status.client-request",
    status: [400, 404, 409, 410, 415, 422],
    type: [
      /AxiosError|HTTPError|HTTPStatusError|ClientResponseError|HttpClientErrorException/,
      /\bRequestException|ClientException|WebClientResponseException|FeignException|FetchError|GotError/,
      /StatusCodeError|ApiException|HttpRequestException|Faraday|OpenURI/,
    ],
    cause: "invalid_request",
    guess: true,
    test: { message: "Request failed with status code 422", status: 422, type: "AxiosError" },
  },
  { id: "status.request", status: [400, 406, 411, 413, 415, 422], cause: "validation", test: { message: "odd", status: 422 } },
  {
    id: "status.client-library",
    status: server,
    type: [
      /AxiosError|HTTPError|HttpError|HTTPStatusError|ClientResponseError|HttpServerErrorException/,
      /RequestException|ServerException|WebClientResponseException|ResponseException|FeignException/,
      /RestClientException|FetchError|GotError|StatusCodeError|ApiException|HttpRequestException/,
      /Faraday|OpenURI/,
    ],
    cause: "service-down",
    guess: true,
    test: { message: "Request failed with status code 503", status: 503, type: "AxiosError" },
  },
  {
    id: "status.server-own",
    status: [500],
    cause: "bare-status",
    retry: false,
    test: { message: "odd", status: 500 },
  },
  {
    id: "status.server",
    status: server,
    cause: "bare-status",
    test: { message: "odd", status: 502 },
  },
  { id: "status.404", status: [404, 405, 409, 410], cause: "unknown", guess: true, test: { message: "odd", status: 404 } },
] as const satisfies readonly Rule[];
