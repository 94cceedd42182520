import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ORDER_VERBS } from '../../order/verbs';
import type { OrderVerb, OrderVerbs } from '../../order/verbs';
import { outputProperty } from '../output';
import type { ApiDocument } from './document';
import { collection } from './groups';
import type { CompiledOperation } from './operations';
import { LIMIT, LOOK_BACK, NOTICE, REQUEST_PATH, RETURN_ALL } from './furniture';
import { commonOrder, shownAt, type Place } from './places';
import { byName, operationName, sentence, titleCase } from './wording';

interface VerbPlace extends Place {
	operation: OrderVerb;
}

/**
 * The properties of an action node: selectors, every field declared once and shown where it belongs, and what
 * all platforms share (Return All, Limit, Output, verbs, the notice of a guessed path).
 */
export function nodeProperties(
	document: ApiDocument,
	operations: CompiledOperation[],
	verbs: OrderVerbs | undefined,
): INodeProperties[] {
	const verbNames = ORDER_VERBS.filter(({ verb }) => verbs?.calls[verb]);
	const places = operations.map(({ source }) => ({ resource: source.resource, operation: source.operation }));
	const where = (test: (operation: CompiledOperation) => boolean) =>
		places.filter((_, index) => test(operations[index] as CompiledOperation));
	const verbPlaces = verbNames.map(({ verb }) => ({ resource: 'order', operation: verb }));
	const guessed = where(({ source }) => source.evidence === 'inferred');
	return [
		resourceSelector(document, operations),
		...operationSelectors(operations, verbNames),
		...shownAt(NOTICE, guessed),
		...requiredFields(operations, verbs, verbPlaces),
		...shownAt(
			RETURN_ALL,
			where(({ source }) => source.paging !== undefined),
		),
		...shownAt(
			LIMIT,
			where(({ source }) => source.paging !== undefined),
			{ returnAll: [false] },
		),
		...shownAt(
			outputProperty,
			where(({ source }) => source.answer?.order === true),
		),
		...optionalFields(operations),
		...optionFields(guessed, verbs && 'byDay' in verbs.read ? verbPlaces : []),
	];
}

function resourceSelector(document: ApiDocument, operations: CompiledOperation[]): INodeProperties {
	const used = new Set(operations.map(({ source }) => source.resource));
	const options = byName(
		document.tags
			.filter((tag) => used.has(tag.name))
			.map((tag) => ({ name: tag.displayName ?? titleCase(tag.name), value: tag.name })),
	);
	const preferred = options.find((option) => option.value === 'order') ?? options[0];
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options,
		default: preferred?.value ?? '',
	};
}

function operationSelectors(
	operations: CompiledOperation[],
	verbs: Array<(typeof ORDER_VERBS)[number]>,
): INodeProperties[] {
	const resources = [...new Set(operations.map(({ source }) => source.resource))];
	return resources.map((resource) => {
		const own: INodePropertyOptions[] = operations
			.filter(({ source }) => source.resource === resource)
			.map(({ source }) => {
				const name = source.displayName ?? operationName(source.operation);
				const description = sentence(source.description) ?? source.summary;
				const isSaid = description.toLowerCase() === name.toLowerCase();
				return {
					name,
					value: source.operation,
					action: source.summary,
					...(isSaid ? {} : { description }),
				};
			});
		const added: INodePropertyOptions[] = (resource === 'order' ? verbs : []).map(
			({ verb, displayName, action, description }) => ({
				name: displayName,
				value: verb,
				action,
				description,
			}),
		);
		const options = byName([...own, ...added]);
		return {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options,
			default: (options.find((option) => option.value === 'getAll') ?? options[0])?.value ?? '',
		};
	});
}

function requiredFields(
	operations: CompiledOperation[],
	verbs: OrderVerbs | undefined,
	verbPlaces: VerbPlace[],
): INodeProperties[] {
	const declared = new Map<string, { property: INodeProperties; places: Place[] }>();
	for (const { source, required, operation } of operations) {
		for (const property of required) {
			const key = JSON.stringify(property);
			const entry = declared.get(key) ?? { property, places: [] };
			entry.places.push({ resource: source.resource, operation: source.operation });
			const isOrderNumber = operation.fields.some(
				(field) => field.name === verbs?.orderParameter && field.parameter === property.name,
			);
			if (isOrderNumber)
				entry.places.push(
					...verbPlaces.filter(({ operation: verb }) => verbs?.calls[verb]?.operation === source.id),
				);
			declared.set(key, entry);
		}
	}
	const order = commonOrder(operations.map(({ required }) => required.map((field) => JSON.stringify(field))));
	return order.flatMap((key) => {
		const { property, places } = declared.get(key) ?? {};
		return property && places ? shownAt(property, places) : [];
	});
}

/** One collection per kind and resource; an option that not all of its operations have is shown for its own only. */
function optionalFields(operations: CompiledOperation[]): INodeProperties[] {
	const atTop = new Set(operations.flatMap(({ required }) => required.map(({ name }) => name)));
	const groups = new Map<string, CompiledOperation[]>();
	for (const compiled of operations) {
		if (compiled.optional.length === 0) continue;
		const key = `${compiled.collection}/${compiled.source.resource}`;
		groups.set(key, [...(groups.get(key) ?? []), compiled]);
	}
	return [...groups.values()].flatMap((group) =>
		clash(group) ? group.flatMap((one) => collectionOf([one], atTop)) : collectionOf(group, atTop),
	);
}

const COLLECTION_NAMES = {
	filters: 'Filters',
	updateFields: 'Update Fields',
	additionalFields: 'Additional Fields',
};

/** True where two operations use one name for different fields: then each has a collection of its own. */
function clash(group: CompiledOperation[]): boolean {
	const seen = new Map<string, string>();
	return group.some(({ optional }) =>
		optional.some((property) => {
			const text = JSON.stringify(property);
			const other = seen.get(property.name) ?? text;
			seen.set(property.name, text);
			return other !== text;
		}),
	);
}

/**
 * @param atTop names of fields outside of collections: n8n checks the options of every collection, shown or not, against
 * the field of the same name at top level, unless the option itself says where it belongs
 */
function collectionOf(group: CompiledOperation[], atTop: Set<string>): INodeProperties[] {
	const [first] = group;
	if (!first) return [];
	const all = group.map(({ source }) => source.operation);
	const options = new Map<string, { property: INodeProperties; operations: string[] }>();
	for (const { source, optional } of group) {
		for (const property of optional) {
			const entry = options.get(property.name) ?? { property, operations: [] };
			entry.operations.push(source.operation);
			options.set(property.name, entry);
		}
	}
	const shown = [...options.values()].map(({ property, operations }) => {
		const show = {
			...(atTop.has(property.name) ? { '/resource': [first.source.resource] } : {}),
			...(atTop.has(property.name) || operations.length < all.length ? { '/operation': operations } : {}),
			...property.displayOptions?.show,
		};
		return Object.keys(show).length === 0 ? property : { ...property, displayOptions: { show } };
	});
	const whole = collection(COLLECTION_NAMES[first.collection], first.collection, shown);
	return shownAt(
		whole,
		group.map(({ source }) => ({ resource: source.resource, operation: source.operation })),
	);
}

/** The `Options` of the node: a guessed path can be corrected, a verb searches its order. */
function optionFields(guessed: Place[], verbPlaces: Place[]): INodeProperties[] {
	return [
		...shownAt(collection('Options', 'options', [REQUEST_PATH]), guessed),
		...shownAt(collection('Options', 'options', [LOOK_BACK]), verbPlaces),
	];
}
