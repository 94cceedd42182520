import type { INodeProperties } from 'n8n-workflow';
import type { DocumentedPlatform } from '../../engine/contract/support/documents';
import { places, shownFields, type ShownField } from './shownFields';

/** What a person sees for every operation, as text for a reviewer; required fields have a star. */
export function listingOf(properties: INodeProperties[], { operations }: DocumentedPlatform): string {
	const blocks = places(properties).map((place) => {
		const documented = operations.find(({ id }) => id === `${place.resource}.${place.operation}`);
		const added = place.operation === 'getSample' ? 'no request' : 'order verb';
		const call = documented ? `${documented.method} ${documented.path}` : added;
		return [
			`${place.resourceName} > ${place.operationName}    (${call})`,
			...lines(shownFields(properties, place), '  '),
		].join('\n');
	});
	const left = operations
		.filter(({ excluded }) => excluded !== undefined)
		.map(({ id, excluded }) => `  ${id}: ${String(excluded)}`);
	const notShown = left.length > 0 ? ['Not for a person', ...left].join('\n') : undefined;
	return `${[...blocks, ...(notShown ? [notShown] : [])].join('\n\n')}\n`;
}

function lines(fields: ShownField[], indent: string): string[] {
	return fields.flatMap(({ label, required, kind, choices, below, onlyFor }) => [
		`${indent}${label}${required ? '*' : ''}: ${kind}${choices ? ` of ${choices.map(({ name }) => name).join(' | ')}` : ''}${onlyFor ? ` (for ${onlyFor.kinds.join(', ')})` : ''}`,
		...lines(below, `${indent}  `),
	]);
}
