/** The form of the ids of rows. */
export const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const seventh = /^[0-9a-f]{8}-[0-9a-f]{4}-7/i;

/** When an id of version 7 was made; null of others. */
export const bornAt = (id: string): Date | null =>
  seventh.test(id) ? new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16)) : null;
