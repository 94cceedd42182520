import type { INodeProperties } from 'n8n-workflow';
import type { OrderSample, PlatformOrders } from '../../order/platform';
import { ORDER_VERBS, type OrderVerb, type OrderVerbs, type VerbAsk } from '../../order/verbs';
import { GET_SAMPLE } from '../sample';
import type { Field } from '../types';
import type { ApiDocument } from './document';
import type { CompiledOperation } from './operations';
import { byName } from './wording';

/** What the compiler has to know of a platform's orders; everything else of them is for the run time. */
export type OrderFurniture = Pick<PlatformOrders, 'verbs' | 'samples' | 'details' | 'whole'>;

/** A verb as an operation of the resource Order: its fields are those of the platform's operations behind it. */
export interface CompiledVerb extends CompiledOperation {
	verb: OrderVerb;
	/** What is asked beside the order, and where in the form it stands. */
	asked: Field[];
}

/**
 * The verbs of a platform, each with the order number and what it asks.
 * @throws Error naming a verb that leads to no operation, or asks for a field that its operation does not have
 */
export function compileVerbs(
	document: ApiDocument,
	operations: CompiledOperation[],
	verbs: OrderVerbs,
): CompiledVerb[] {
	const named = (id: string, verb: OrderVerb) => {
		const found = operations.find(({ operation }) => operation.id === id);
		if (found) return found;
		throw new Error(
			`${document.title}: the order verb ${verb} names ${id}, which is no operation of the node`,
		);
	};
	return ORDER_VERBS.flatMap(({ verb }) => {
		const call = verbs.calls[verb];
		if (!call) return [];
		if (operations.some(({ operation }) => operation.id === `order.${verb}`))
			throw new Error(
				`${document.title}: order.${verb} is the name of an order verb; give the operation another`,
			);
		const base = named(call.operation, verb);
		const compiled: CompiledVerb = {
			verb,
			source: { ...base.source, resource: 'order', operation: verb, paging: undefined, answer: undefined },
			operation: base.operation,
			required: [fieldOf(base, verbs.orderParameter).property],
			optional: [],
			collection: 'additionalFields',
			asked: [],
		};
		for (const ask of call.asks ?? []) addAsk(compiled, ask, named(ask.of ?? call.operation, verb));
		return [compiled];
	});
}

function addAsk(verb: CompiledVerb, ask: VerbAsk, from: CompiledOperation): void {
	const { property, field } = fieldOf(from, ask.name);
	const isNeeded = ask.required === true && ask.unless === undefined;
	const { required: _, ...rest } = property;
	const shown: INodeProperties = isNeeded ? { ...rest, required: true } : rest;
	(ask.required ? verb.required : verb.optional).push(shown);
	const { required: __, emptyAs: ___, ...plain } = field;
	verb.asked.push({
		...plain,
		parameter: ask.required ? property.name : `additionalFields.${property.name}`,
		...(isNeeded ? { required: true } : {}),
	});
}

function fieldOf(
	{ operation, required, optional }: CompiledOperation,
	wireName: string,
): { property: INodeProperties; field: Field } {
	const field = operation.fields.find(({ name, parameter }) => name === wireName && parameter !== '');
	const formName = field?.parameter.split('.').pop();
	const property = [...required, ...optional].find(({ name }) => name === formName);
	if (field && property) return { property, field };
	throw new Error(`${operation.id}: an order verb asks for "${wireName}", which nobody is asked for here`);
}

/** Get Sample: an order to build a workflow with, for those who have no store yet. */
export function sampleOperation(samples: readonly OrderSample[]): {
	option: { name: string; value: string; action: string; description: string };
	field: INodeProperties;
} {
	return {
		option: {
			name: 'Get Sample',
			value: GET_SAMPLE,
			action: 'Get a sample order',
			description: 'Get a made-up order to build and test a workflow with. It needs no account.',
		},
		field: {
			displayName: 'Sample',
			name: 'sample',
			type: 'options',
			options: byName([
				...samples.map(({ name, value, description }) => ({ name, value, description })),
				{ name: 'All of Them', value: 'all', description: 'One item for each of these orders' },
			]),
			default: samples[0]?.value ?? 'all',
			description: 'Which made-up order to get',
		},
	};
}
