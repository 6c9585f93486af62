import { addressOf, type SearchParams } from "#components/address.ts";

export const noiseDays = [7, 30, 90] as const;
export type NoiseDays = (typeof noiseDays)[number];

const usual: NoiseDays = 30;

/** No address can break the page. */
export const readDays = ({ days }: SearchParams): NoiseDays => noiseDays.find((each) => String(each) === days) ?? usual;

export const noiseHref = (days: NoiseDays): string => addressOf("/decisions/noise", { days: days === usual ? undefined : days });
