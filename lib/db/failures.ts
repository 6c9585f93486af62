/** Whether the database is to blame, and not what it was asked: Prisma marks whatever passes through it. */
export const isDatabaseFailure = (error: unknown): boolean =>
  error instanceof Error && "clientVersion" in error && error.name !== "PrismaClientValidationError";
