import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ORDER_VERBS } from '../../order/verbs';
import { HIDE_PERSONAL_DATA, outputProperty, SKIP_DETAILS, SPLIT_ITEMS, STATUS_WORDS } from '../output';
import type { ApiDocument } from './document';
import { collection } from './groups';
import type { CompiledOperation } from './operations';
import { LIMIT, LOOK_BACK, NOTICE, REQUEST_PATH, RETURN_ALL, warningNotice } from './furniture';
import { sampleOperation, type CompiledVerb, type OrderFurniture } from './orderExtras';
import { commonOrder, shownAt, type Place } from './places';
import { byName, operationName, sentence, titleCase } from './wording';

/** The platform's orders with their verbs as operations. */
export interface NodeOrders extends OrderFurniture {
	compiledVerbs: CompiledVerb[];
}

/**
 * The properties of an action node: selectors, every field declared once and shown where it belongs, and what
 * all platforms share (Return All, Limit, Output, verbs, samples, the notice of a guessed path).
 */
export function nodeProperties(
	document: ApiDocument,
	operations: CompiledOperation[],
	orders: NodeOrders | undefined,
): INodeProperties[] {
	const all = [...operations, ...(orders?.compiledVerbs ?? [])];
	const placesOf = (test: (operation: CompiledOperation) => boolean, among = all) =>
		among
			.filter(test)
			.map(({ source }): Place => ({ resource: source.resource, operation: source.operation }));
	const sample = orders && orders.samples.length > 0 ? sampleOperation(orders.samples) : undefined;
	const samplePlaces: Place[] = sample ? [{ resource: 'order', operation: sample.option.value }] : [];
	const guessed = placesOf(({ source }) => source.evidence === 'inferred');
	const paged = placesOf(({ source }) => source.paging !== undefined);
	const orderReads = placesOf(({ source }) => source.answer?.order === true);
	const warnings = [...new Set(all.flatMap(({ source }) => source.warning ?? []))];
	const verbPlaces = placesOf(() => true, orders?.compiledVerbs ?? []);
	return [
		resourceSelector(document, operations),
		...operationSelectors(operations, orders, sample?.option),
		...warnings.flatMap((warning) =>
			shownAt(
				warningNotice(warning),
				placesOf(({ source }) => source.warning === warning),
			),
		),
		...shownAt(NOTICE, guessed),
		...(sample ? shownAt(sample.field, samplePlaces) : []),
		...requiredFields(all),
		...shownAt(RETURN_ALL, paged),
		...shownAt(LIMIT, paged, { returnAll: [false] }),
		...shownAt(outputProperty, [...orderReads, ...samplePlaces]),
		...optionalFields(all),
		...optionFields([
			{ option: HIDE_PERSONAL_DATA, places: [...orderReads, ...samplePlaces] },
			{ option: LOOK_BACK, places: orders?.verbs.read.byDay ? verbPlaces : [] },
			{ option: REQUEST_PATH, places: guessed },
			{
				option: SKIP_DETAILS,
				places: orders ? placesOf(({ source }) => mayLackDetails(source, orders)) : [],
			},
			{ option: SPLIT_ITEMS, places: [...orderReads, ...samplePlaces] },
			{ option: STATUS_WORDS, places: orders ? [...orderReads, ...samplePlaces, ...verbPlaces] : [] },
		]),
	];
}

/** A list of orders that the node completes. */
function mayLackDetails({ id, paging, answer }: CompiledOperation['source'], orders: NodeOrders): boolean {
	if (answer?.order !== true || paging === undefined) return false;
	return orders.whole !== undefined || (orders.details !== undefined && orders.details.operation !== id);
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
	orders: NodeOrders | undefined,
	sample: INodePropertyOptions | undefined,
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
		const added = resource === 'order' ? [...verbOptions(orders), ...(sample ? [sample] : [])] : [];
		const options = byName([...own, ...added]);
		const harmless = operations.find(
			({ source, operation }) => source.resource === resource && operation.read,
		);
		return {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options,
			default: preferred(options, ['getAll', 'get', harmless?.source.operation]),
		};
	});
}

/** A node that was just added must not stand on an operation that bills or deletes something. */
function preferred(
	options: INodePropertyOptions[],
	names: Array<string | undefined>,
): INodePropertyOptions['value'] {
	const found = names.find((name) => options.some(({ value }) => value === name));
	return found ?? options[0]?.value ?? '';
}

function verbOptions(orders: NodeOrders | undefined): INodePropertyOptions[] {
	return ORDER_VERBS.flatMap(({ verb, displayName, action, description }) => {
		const call = orders?.verbs.calls[verb];
		if (!call) return [];
		const told = call.note === undefined ? description : `${description} ${call.note}`;
		return [{ name: displayName, value: verb, action, description: sentence(told) ?? told }];
	});
}

function requiredFields(operations: CompiledOperation[]): INodeProperties[] {
	const declared = new Map<string, { property: INodeProperties; places: Place[] }>();
	for (const { source, required } of operations) {
		for (const property of required) {
			const key = JSON.stringify(property);
			const entry = declared.get(key) ?? { property, places: [] };
			entry.places.push({ resource: source.resource, operation: source.operation });
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

/** The `Options` of the node: one collection for all places that have the same ones. */
function optionFields(entries: Array<{ option: INodeProperties; places: Place[] }>): INodeProperties[] {
	const keyOf = ({ resource, operation }: Place) => `${resource}/${operation}`;
	const byPlace = new Map<string, { place: Place; options: INodeProperties[] }>();
	for (const { option, places } of entries) {
		for (const place of places) {
			const entry = byPlace.get(keyOf(place)) ?? { place, options: [] };
			entry.options.push(option);
			byPlace.set(keyOf(place), entry);
		}
	}
	const groups = new Map<string, { options: INodeProperties[]; places: Place[] }>();
	for (const { place, options } of byPlace.values()) {
		const key = options.map(({ name }) => name).join();
		const group = groups.get(key) ?? { options, places: [] };
		group.places.push(place);
		groups.set(key, group);
	}
	return [...groups.values()].flatMap(({ options, places }) =>
		shownAt(collection('Options', 'options', options), places),
	);
}
