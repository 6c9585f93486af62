/** How many issues stand behind each word of a facet. */
export type Facets = Record<"category" | "severity" | "status" | "project" | "environment" | "tier", Record<string, number>>;
