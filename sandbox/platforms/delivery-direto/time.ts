/** The store's clock: São Paulo, which has had no summer time since 2019. */
const OFFSET = '-03:00';
const OFFSET_MILLISECONDS = 3 * 60 * 60 * 1000;

/** ISO8601DateTime as [A] writes it: 2020-01-01T09:00:00-03:00. */
export const storeTime = (milliseconds: number) =>
	new Date(milliseconds - OFFSET_MILLISECONDS).toISOString().replace(/\.\d+Z$/, OFFSET);

/** 2020-01-01, the day at the store. */
export const storeDay = (milliseconds: number) => storeTime(milliseconds).slice(0, 10);
