import type { Rule } from "../rule.ts";
import { rejectedKey } from "./llm-access.ts";

/** Our own users' tokens, sessions and permissions. */
export const session = [
  {
    id: "session.signing-key",
    when: [
      /secret ?or ?(?:public|private) ?key must|secret or public key must be provided/i,
      /secretOrPrivateKey|secretorkey|no signing key/i,
      /JWKS?[^\n]{0,40}(?:no matching|not found|unable to find|fetch)|unable to find a signing key/i,
      /fail to fetch data from the url|could not deserialize key data|NEXTAUTH_SECRET|NO_SECRET/i,
      /a `?secret_key_base`? (?:for|is)|missing `?secret`?/i,
    ],
    cause: "signing-key",
    test: "secret or public key must be provided",
  },
  {
    id: "session.expired",
    when: [
      /token (?:has|is) (?:invalid claims|expired)|invalid refresh token|refresh token not found/i,
      /jwt (?:expired|malformed|must be provided|not active)/i,
      /(?:signature|session|access token|refresh token|id token|auth token|token|login|otp|magic link|cookie) (?:has |is |was |already )?(?:expired|been revoked|revoked)/i,
      /"?exp"? claim timestamp check failed|not enough segments|no authorization token/i,
      /token (?:is )?(?:missing|required|not provided|blacklisted|malformed)/i,
      /missing (?:authorization|auth|bearer|csrf|access) (?:header|token)|invalid csrf/i,
      /csrf (?:token|verification|cookie|failed)|EBADCSRFTOKEN|invalidauthenticitytoken/i,
      /TokenMismatchException|refresh_?token_?(?:expired|reuse|invalid)|invalid_token/i,
      /session (?:not found|is invalid|has ended)|not logged in|login required|please (?:log|sign) in/i,
      /Expired\w{0,20}Exception: JWT|auth session missing|csrf_detected|csrf detected|antiforgery (?:cookie|token)|http origin header didn['’]t match|single session mode/i,
      /saml (?:response|assertion)[^\n]{0,40}(?:not found|expired|invalid|too old)|can['’]t use response, too old|(?:two-factor|2fa|mfa|verification|one-time) (?:code|token)[^\n]{0,20}(?:incorrect|invalid|wrong|expired)|(?:invite|invitation|reset|magic|confirmation) link (?:is |has )?(?:invalid|expired|been used)|token signature is invalid/i,
    ],
    llm: false,
    cause: "users-token",
    test: "jwt expired",
  },
  {
    id: "session.mismatch",
    when: [
      /(?:jwt )?(?:invalid|bad|wrong|mismatching)[_ ](?:signature|audience|issuer|algorithm|state|nonce|subject|token)/i,
      /unexpected "?(?:iss|aud|typ|alg)|signature (?:b?['"]|age )|no applicable key found/i,
      /unknown authentication strategy|signature verification (?:raised|failed)/i,
      /(?:audience|issuer|alg|claim|iss|aud|nbf|iat)["']?[^\n]{0,40}(?:doesn['’]t match|is not allowed|mismatch|missing|invalid|not allowed|check failed)/i,
      /missing (?:required )?["']?\w{2,10}["']? claim|token is missing the|specified alg value/i,
      /missing_token|mismatching_state|state mismatch|bad_signature|invalid_grant|invalid_claim/i,
      /the token is not yet valid|\bkid\b[^\n]{0,30}(?:not found|unknown)/i,
    ],
    llm: false,
    cause: "token-mismatch",
    test: "invalid signature",
  },
  {
    id: "session.login",
    when: [
      /(?:invalid|incorrect|wrong|bad) (?:username|user name|login|credentials|password|otp|verification code|pin)[^\n]{0,30}/i,
      /password (?:is )?(?:incorrect|does not match|mismatch)|bad credentials/i,
      /account (?:is )?(?:locked|disabled|not verified|expired)/i,
      /user (?:is )?(?:not found|disabled|inactive|not confirmed)|too many (?:failed )?login attempts/i,
      /could not verify that you are authorized|no user with|unknown user|email not confirmed/i,
      /NotAuthorizedException|CredentialsSignin/i,
    ],
    llm: false,
    cause: "users-token",
    test: "Invalid login credentials",
  },
  {
    id: "session.api-key",
    when: rejectedKey,
    service: false,
    cause: "authentication",
    test: "The x-api-key header is malformed: invalid x-api-key",
  },
  {
    id: "session.anonymous",
    when: [
      /^\W{0,3}unauthenticated\W{0,3}$|credentials were not provided|lifetime validation failed/im,
      /the token is expired|token (?:has )?expired/im,
    ],
    llm: false,
    cause: "users-token",
    test: "Authentication credentials were not provided.",
  },
  {
    id: "session.denied",
    when: [
      /access (?:is )?denied|permission[_ ]denied|not (?:authori[sz]ed|permitted|allowed) to/i,
      /insufficient (?:permissions?|privileges|scope|rights)/i,
      /you do(?: not|n['’]t) have (?:permission|access|the)/i,
      /(?:lacks?|requires?|missing)[^\n]{0,30}(?:permission|privilege|scope|role)|row[- ]level security/i,
      /RBAC|\bforbidden\b|\bunauthorized\b|unauthenticated/i,
      /authentication (?:credentials were not provided|required|failed|is required|error)|policy denied/i,
    ],
    llm: false,
    cause: "authentication",
    test: "You do not have permission to perform this action.",
  },
  {
    id: "session.type-expired",
    type: [
      /InvalidAuthenticityToken|MissingAbility\w{0,12}|CallbackRouteError|AuthSessionMissing\w{0,6}|Antiforgery\w{0,24}|Guardian\.\w{1,20}|saml2?\.\w[\w.]{0,40}|OmniAuth::\w[\w:]{0,50}|ClerkAPIResponseError|MissingCSRF|TokenExpired|ExpiredSignature|ExpiredToken|JsonWebTokenError|jwt\.exceptions\.DecodeError/m,
      /InvalidTokenError|ExpiredJwt|MalformedJwt|SessionExpired|CSRF|NotAuthenticated|Unauthorized$/m,
    ],
    cause: "users-token",
    test: { message: "not decodable", type: "jwt.exceptions.ExpiredSignatureError" },
  },
  {
    id: "session.type-mismatch",
    type: [
      /itsdangerous|BadTimeSignature|SignatureExpired|JWKSNoMatchingKey|(?:^|\.)jwt\.|jose\.errors/m,
      /JWTClaimValidation|JWSSignature|SignatureException|JWTVerification|InvalidAlgorithm/m,
      /MissingTokenError|MismatchingState|BadSignature|InvalidGrant|OAuth\w{0,30}(?:Error|Exception)/m,
      /InvalidSignature|JWSInvalid|JOSE\w{0,20}/m,
    ],
    cause: "token-mismatch",
    test: { message: "bad", type: "authlib.jose.errors.BadSignatureError" },
  },
  {
    id: "session.deserialize",
    when: [
      /failed to deserialize user out of session|failed to serialize user into session|session store/i,
      /unable to (?:decrypt|verify) (?:cookie|session)|decryption (?:operation )?failed/i,
    ],
    cause: "authentication",
    test: "Failed to deserialize user out of session",
  },
  {
    id: "session.type",
    type: [
      /AuthenticationException|AuthenticationError|AuthenticationFailed|PermissionDenied|AccessDenied/,
      /Forbidden|UnauthorizedException|UnauthorizedError|UnauthorizedAccess|AuthorizationException/,
      /InsufficientPermission|CredentialsException|AuthError|NotAuthorized|LoginError/,
    ],
    cause: "authentication",
    test: { message: "no", type: "rest_framework.exceptions.AuthenticationFailed" },
  },
] as const satisfies readonly Rule[];
