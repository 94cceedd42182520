import type { Collection, Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import type { Reply } from '../../types';

/** A room of the store, such as the menu: its operations and what lies in it. */
export interface Part {
	operations: Record<string, (call: ApiCall) => Reply>;
	/** By list operation: makes that list hold exactly so many entries. */
	lists: Record<string, (count: number) => void>;
	/** Puts in what the examples of the document name and that is not there. */
	stock(): void;
	clear(): void;
}

/** An entry that the store has from the beginning, and the id of the one it lies in. */
export type Seed = [collection: Collection, row: Row, parent?: number | string];

export function stockWith(seeds: Seed[]): void {
	for (const [collection, row, parent] of seeds) {
		if (!collection.has(collection.idOf(row))) collection.create(structuredClone(row), parent);
	}
}

export const brl = (value: number) => ({ value, currency: 'BRL' });
