import type { ApiDocument, ApiOperation } from '../document';
import { batchOf } from '../inputs';
import { operationName, titleCase } from '../wording';
import { shownOperations } from './operations';
import { filled, type Translate } from './language';

interface Paged {
	style: string;
	max?: number;
}

/** What the document says of page sizes, of rows per request and of speed, in sentences. */
export function limitsBlock(document: ApiDocument, t: Translate): string {
	const shown = shownOperations(document);
	const nameOf = ({ resource, operation, displayName }: ApiOperation) => {
		const tag = document.tags.find(({ name }) => name === resource);
		return `_${tag?.displayName ?? titleCase(resource)} > ${displayName ?? operationName(operation)}_`;
	};
	const sizes = [...new Set(shown.map(({ paging }) => (paging as Paged | undefined)?.max))]
		.filter((max) => max !== undefined)
		.sort((a, b) => a - b);
	const pages = sizes.map((max) =>
		filled(t('Lists are read in pages of {max} rows, as many as _Limit_ or _Return All_ ask for.'), { max }),
	);
	const batched = shown.filter(({ batch }) => batch !== undefined);
	const batches = [...new Set(batched.map((operation) => batchOf(operation).max))].map((max) => {
		const names = batched.filter((operation) => batchOf(operation).max === max).map(nameOf);
		return filled(t('Up to {max} items of the workflow go in one request: {names}.'), {
			max,
			names: names.join(', '),
		});
	});
	const speeds = shown.flatMap((operation) => {
		const { calls, seconds } = (operation.rateLimit ?? {}) as { calls?: number; seconds?: number };
		if (calls === undefined || seconds === undefined) return [];
		return [
			filled(t('{name}: {calls} calls in {seconds} seconds.'), { name: nameOf(operation), calls, seconds }),
		];
	});
	const none = speeds.length === 0 ? [t('No limit of speed is documented.')] : [];
	return [
		...pages,
		...batches,
		...speeds,
		...none,
		t(
			'When the platform asks to slow down (429), the node waits as long as it says, 20 seconds at most, and tries up to four times. A read is also tried again after a network fault or a 5xx; a change is not, because it might be done twice.',
		),
	]
		.map((sentence) => `- ${sentence}`)
		.join('\n');
}
