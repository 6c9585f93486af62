export const clientSecret = "current-client-secret-of-at-least-24";
export const previousSecret = "previous-client-secret-of-at-least-24";
