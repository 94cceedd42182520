import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Answer, CompiledApi, Evidence, Field, ListSource, Operation, Paging } from '../types';
import type { ApiOperation } from './document';
import type { CompiledField } from './compiledField';
import { compileField, type ListRegistry } from './fields';
import { fixedValue } from './groups';
import { batchOf, inputsOf, type Input } from './inputs';
import { byName, camelCase } from './wording';

/** Form name of a body that is no object, such as a list. */
const WHOLE_BODY = 'body';

/** Names that the node's own parameters have. */
const TAKEN = new Set([
	'resource',
	'operation',
	'returnAll',
	'limit',
	'output',
	'filters',
	'updateFields',
	'additionalFields',
	'options',
]);

/** One operation with the fields that a person sees for it. */
export interface CompiledOperation {
	source: ApiOperation;
	operation: Operation;
	/** Shown at top level. */
	required: INodeProperties[];
	/** Shown in the collection named here. */
	optional: INodeProperties[];
	collection: 'filters' | 'updateFields' | 'additionalFields';
}

/** Compiles one operation; its searchable dropdowns are added to `lists`. */
export function compileOperation(
	source: ApiOperation,
	lists: ListRegistry,
	isOrderList: (operation: string) => boolean,
): CompiledOperation {
	const paging = source.paging as Paging | undefined;
	const collection = paging
		? 'filters'
		: (source.method === 'PUT' || source.method === 'PATCH') && !source.read
			? 'updateFields'
			: 'additionalFields';
	const compiled: CompiledOperation = {
		source,
		operation: {
			id: source.id,
			summary: source.summary,
			method: source.method as Operation['method'],
			path: source.path,
			evidence: source.evidence as Evidence,
			read: source.read ?? source.method === 'GET',
			fields: [],
			...(source.body ? { body: bodyKind(source.body.media) } : {}),
			...(source.body?.required ? { bodyRequired: true } : {}),
			...(source.body?.schema.minProperties ? { needsMember: true } : {}),
			...(paging ? { paging } : {}),
			...(source.answer ? { answer: source.answer as Answer } : {}),
			...(source.internal === undefined ? {} : { internal: true }),
			...(source.batch ? { batch: batchOf(source) } : {}),
			...(source.rateLimit ? { rateLimit: source.rateLimit as Operation['rateLimit'] } : {}),
		},
		required: [],
		optional: [],
		collection,
	};
	const pagingNames = new Set(pagingParameters(source, paging));
	const clearable: INodePropertyOptions[] = [];
	for (const input of inputsOf(source)) {
		if (pagingNames.has(`${input.in}.${input.name}`)) {
			// the executor fills it; a person sees Return All and Limit
			compiled.operation.fields.push({
				parameter: '',
				in: input.in,
				name: input.name,
				label: input.name,
				shape: { type: 'integer' },
			});
			continue;
		}
		const { readOnly, deprecated, 'x-internal': internal } = input.schema;
		if (readOnly || deprecated || internal !== undefined) continue;
		if (input.schema.const !== undefined) {
			if (input.required) compiled.operation.fields.push(fixedField(input));
			continue;
		}
		const emptyAs = emptyValueOf(input);
		const field = compileField(
			{ ...input, name: formNameOf(input), required: input.required && emptyAs === undefined },
			lists,
		);
		const place = input.required ? '' : `${collection}.`;
		const property = shownWhen(field.property, input);
		refuseSharedName(compiled, property, input.required);
		(input.required ? compiled.required : compiled.optional).push(property);
		compiled.operation.fields.push({
			...fieldOf(input, field, place, isOrderList),
			...(emptyAs === undefined ? {} : { emptyAs }),
		});
		const isListed = clearable.some(({ value }) => value === input.name);
		if (input.in === 'body' && !input.required && field.shape.nullable && !isListed)
			clearable.push({ name: field.property.displayName, value: input.name });
	}
	// a new thing is empty by itself
	if (clearable.length > 0 && !source.operation.startsWith('create')) {
		compiled.optional.push(clearFields(clearable));
		compiled.operation.clear = `${collection}.clearFields`;
	}
	return compiled;
}

/** The name of an optional field that n8n would take for one of its own, such as Limit, is made of its title. */
function formNameOf({ name, schema, required }: Input): string {
	if (name === '') return WHOLE_BODY;
	return !required && TAKEN.has(camelCase(name)) && schema.title ? schema.title : name;
}

/** What stands for nothing in a required input; undefined where it has to be filled in. */
function emptyValueOf({ schema, required }: Input): null | '' | undefined {
	if (!required) return undefined;
	if (schema.type !== undefined && [schema.type].flat().includes('null')) return null;
	return schema.default === '' ? '' : undefined;
}

/** A field of some kinds only: beside the kind, or in a collection below it. */
function shownWhen(property: INodeProperties, { when, required }: Input): INodeProperties {
	if (!when) return property;
	const kind = required ? camelCase(when.kind) : `/${camelCase(when.kind)}`;
	return { ...property, displayOptions: { show: { [kind]: when.oneOf } } };
}

function fieldOf(
	input: Input,
	{ property, shape }: CompiledField,
	place: string,
	isOrderList: (operation: string) => boolean,
): Field {
	const list = input.schema['x-list'];
	return {
		parameter: place + property.name,
		in: input.in,
		name: input.name,
		label: property.displayName,
		shape,
		...(input.required ? { required: true } : {}),
		...(input.entry ? { entry: true } : {}),
		...(input.when ? { when: { parameter: camelCase(input.when.kind), oneOf: input.when.oneOf } } : {}),
		...(list ? { reference: isOrderList(list.operation) ? ('order' as const) : ('entry' as const) } : {}),
	};
}

function bodyKind(media: string): NonNullable<Operation['body']> {
	if (media.startsWith('multipart/')) return 'multipart';
	return media === 'application/x-www-form-urlencoded' ? 'form' : 'json';
}

/** The inputs that the executor fills, such as `query.limit`; without them every page would be the first. */
function pagingParameters(source: ApiOperation, paging: Paging | undefined): string[] {
	if (!paging || paging.style === 'none') return [];
	const names = paging.style === 'offset' ? [paging.offset, paging.limit] : [paging.page, paging.size];
	const known = inputsOf(source).map((input) => `${input.in}.${input.name}`);
	return names.map((name) => {
		const place = `${paging.in}.${name}`;
		if (!known.includes(place))
			throw new Error(`${source.id}: x-paging names "${place}", which it does not have`);
		return place;
	});
}

function fixedField(input: Input): Field {
	return {
		parameter: '',
		in: input.in,
		name: input.name,
		label: input.name,
		shape: { type: 'string' },
		fixed: fixedValue(input.schema),
		...(input.entry ? { entry: true } : {}),
	};
}

/** Two inputs under one name would get one value; the node's own names are taken. */
function refuseSharedName(
	{ source, required, optional }: CompiledOperation,
	property: INodeProperties,
	atTop: boolean,
): void {
	const others = (atTop ? required : optional).filter((known) => known.name === property.name);
	const isApart = (other: INodeProperties) => atTop && other.displayOptions && property.displayOptions;
	if (others.some((other) => JSON.stringify(other) !== JSON.stringify(property) && !isApart(other)))
		throw new Error(`${source.id}: two different fields are named "${property.name}"; give both one schema`);
	if (atTop && TAKEN.has(property.name))
		throw new Error(`${source.id}: "${property.name}" is a name of the node itself, so no field can have it`);
}

/** One list of the members that can be emptied, instead of a switch per member. */
function clearFields(members: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Fields to Clear',
		name: 'clearFields',
		type: 'multiOptions',
		options: byName(members),
		default: [],
		description: 'The fields to empty on the platform',
	};
}

/** Collects the listSearch methods of a document under stable names such as `searchOrder`. */
export function listRegistry(): { register: ListRegistry; lists: CompiledApi['lists'] } {
	const lists: Record<string, ListSource> = {};
	return {
		lists,
		register(list) {
			const [resource = ''] = list.operation.split('.');
			const base = camelCase(`search ${resource}`);
			for (let number = 1; ; number++) {
				const name = number === 1 ? base : `${base}${number}`;
				const known = lists[name];
				if (known && JSON.stringify(known) !== JSON.stringify(list)) continue;
				lists[name] = list;
				return name;
			}
		},
	};
}
