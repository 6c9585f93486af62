/** Gives each item its place as key, for lists that never reorder and may repeat themselves. */
export const keyed = <Item>(items: readonly Item[]): { item: Item; key: number }[] => items.map((item, key) => ({ item, key }));
