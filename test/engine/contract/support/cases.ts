import type { DocumentedOperation } from './documents';
import { emptiableOf, expectationOf, type Wish } from './requests';

/** One run of one operation. */
export interface Case {
	name: string;
	operation: DocumentedOperation;
	wish: Wish;
	/** How many items reach the node. */
	items: number;
}

/** What n8n's Limit says before anybody touches it. */
const DEFAULT_LIMIT = 50;

/** Minimal and full input, every kind of its variants, all that can be emptied or left empty, two items in one request. */
export function casesOf(operation: DocumentedOperation): Case[] {
	const limit = operation.paging ? DEFAULT_LIMIT : undefined;
	const run = (name: string, wish: Wish, items = 1): Case => ({ name, operation, wish, items });
	const inKinds = (extent: Wish['extent'], more: Partial<Wish> = {}) => {
		const { kinds } = expectationOf(operation, { extent });
		return Array.from({ length: kinds }, (_, kind) =>
			run(kinds > 1 ? `${extent}, kind ${kind + 1} of ${kinds}` : extent, { extent, kind, ...more }),
		);
	};
	const emptied = emptiableOf(operation);
	const isEmptied = emptied.chosen.length + Object.keys(emptied.left).length > 0;
	return [
		...inKinds('minimal', { limit }),
		...inKinds('full'),
		...(isEmptied ? [run('emptied', { extent: 'minimal', limit, emptied })] : []),
		...(operation.batch ? [run('two items', { extent: 'full' }, 2)] : []),
	];
}
