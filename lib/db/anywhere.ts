import { Prisma } from "./generated/client.ts";

/** Of whatever installation: named one by one, since they come first in the indexes. */
export const anywhere = Prisma.sql`"installationId" = ANY(ARRAY(SELECT "id" FROM "Installation"))`;
