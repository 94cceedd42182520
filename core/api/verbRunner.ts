import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { makeOrderId } from '../order/id';
import type { OrderStatus } from '../order/types';
import { decide, furthest, ORDER_VERBS } from '../order/verbs';
import type { OrderVerb, VerbCall } from '../order/verbs';
import type { OrderPlatform } from '../platform';
import { BadInput } from './badInput';
import type { PlatformClient } from './client';
import type { Runner } from './execute';
import { formValue, orderNumberOf, readForm } from './form';
import { OrderStates } from './orderStates';
import { orderShape } from './output';
import { refusal, unsupported } from './refusal';
import type { WireValues } from './request';
import type { Field } from './types';
import { toWire } from './wire';

const DEFAULT_LOOK_BACK_DAYS = 2;

/**
 * Runs one order verb for each item: reads the order's state, and only then changes it.
 * Already there is a success with `changed: false`; what must not be done is refused before anything is sent.
 */
export function verbRunner(
	context: IExecuteFunctions,
	platform: OrderPlatform,
	client: PlatformClient,
	verb: OrderVerb,
): Runner {
	const { calls, read } = platform.orders.verbs;
	const call = calls[verb];
	const pathOf = (id: string) => client.operation(id).path;
	// a guess that was wrong for the change is wrong for the look before it
	const isOneAddress = call !== undefined && pathOf(call.operation) === pathOf(read.operation);
	const states = new OrderStates(platform, client, read, context.getInputData().length);
	return {
		parallel: 1,
		async run(itemIndex): Promise<INodeExecutionData[]> {
			if (!call) throw unsupported(platform, verb);
			const orderId = orderOf(context, platform, client, call, itemIndex);
			const asked = await readAsked(context, platform, client, verb, call, itemIndex);
			const lookBackDays = lookBackOf(context, itemIndex);
			const { statusWords } = orderShape(context, itemIndex);
			const requestPath = formValue(context, 'options.requestPath', itemIndex) as string | undefined;
			const known = await states.of(
				orderId,
				lookBackDays,
				statusWords,
				isOneAddress ? requestPath : undefined,
			);
			const before = furthest(
				known?.order.status ?? null,
				await alsoReadStatus(client, call, orderId, known),
			);
			const decision = decide(verb, before, known?.order.orderType ?? null, call, 'byOrder' in read);
			if (decision.do === 'refuse') {
				throw refusal(platform, verb, orderId, decision, { lookBackDays, before });
			}
			const isSent = decision.do === 'send';
			const isAt = isSent || before === call.reaches;
			const next = known && isAt ? (call.then?.values(known.order, known.raw, asked.plain) ?? null) : null;
			if (isSent) {
				const values = typeof call.values === 'function' ? call.values(before) : call.values;
				await client.callWhole(
					call.operation,
					{ ...asked.wire, ...values, [platform.orders.verbs.orderParameter]: orderId },
					requestPath,
				);
				states.remember(orderId, call.reaches);
			}
			if (next && call.then) await doNext(client, verb, orderId, call.then.operation, next, isSent);
			const json: IDataObject = {
				id: makeOrderId({ platform: platform.orders.platform, storeKey: client.store.storeKey, orderId }),
				orderId,
				platform: platform.orders.platform,
				operation: verb,
				changed: isSent || next !== null,
				status: isSent ? call.reaches : before,
				previousStatus: before,
			};
			return [{ json, pairedItem: { item: itemIndex } }];
		},
	};
}

/** The platform's number of the order that the person gave. @throws BadInput for what cannot be one of this store */
function orderOf(
	context: IExecuteFunctions,
	platform: OrderPlatform,
	client: PlatformClient,
	call: VerbCall,
	itemIndex: number,
): string {
	const { orderParameter } = platform.orders.verbs;
	const field = client.operation(call.operation).fields.find(({ name }) => name === orderParameter);
	const label = field?.label ?? 'Order';
	const given = orderNumberOf(
		formValue(context, field?.parameter ?? orderParameter, itemIndex),
		label,
		platform,
		client.store,
	);
	// A number in another spelling, such as 0042, would not be found among the orders
	return String(toWire(field?.shape ?? { type: 'string' }, given, label, client.store.timeZone));
}

interface Asked {
	/** Values of the verb's own call. */
	wire: WireValues;
	/** All of them by their bare names. */
	plain: Record<string, unknown>;
}

/** What the person was asked beside the order. @throws BadInput naming a field that is needed and empty */
async function readAsked(
	context: IExecuteFunctions,
	platform: OrderPlatform,
	client: PlatformClient,
	verb: OrderVerb,
	call: VerbCall,
	itemIndex: number,
): Promise<Asked> {
	const fields = platform.api.verbs[verb] ?? [];
	const operation = { ...client.operation(call.operation), fields, clear: undefined };
	const given = Object.entries(await readForm(context, platform, operation, client.store, itemIndex));
	// a text left empty is nothing that a verb could send
	const values: WireValues = Object.fromEntries(given.filter(([, value]) => value !== ''));
	const keyOf = ({ in: place, name }: Field) => `${place}.${name}`;
	const isGiven = (name: string) =>
		fields.some((field) => field.name === name && values[keyOf(field)] !== undefined);
	const asked: Asked = { wire: {}, plain: {} };
	for (const ask of call.asks ?? []) {
		const field = fields.find(({ name }) => name === ask.name);
		if (!field || (ask.unless !== undefined && isGiven(ask.unless))) continue;
		const value = values[keyOf(field)];
		if (ask.required && value === undefined) {
			throw new BadInput(
				`The field "${field.label}" is empty`,
				`Fill in "${field.label}", or check the expression that should give it.`,
			);
		}
		if (value === undefined) continue;
		asked.plain[ask.name] = value;
		if (ask.of === undefined) asked.wire[keyOf(field)] = value;
	}
	return asked;
}

/** How far a second place of the platform says that the order is; asked only where it can make a difference. */
async function alsoReadStatus(
	client: PlatformClient,
	{ alsoRead, reaches, refusedIn }: VerbCall,
	orderId: string,
	known: { order: { status: OrderStatus } } | null,
): Promise<OrderStatus | null> {
	const status = known?.order.status;
	if (!alsoRead || status === undefined) return null;
	const isOver = furthest(status, reaches) === status || status === 'CANCELLED';
	if (isOver || refusedIn?.statuses.includes(status)) return null;
	return alsoRead.statusOf(await client.call(alsoRead.operation, { [alsoRead.byOrder]: orderId }));
}

/** @throws the platform's error, which then says what was done before */
async function doNext(
	client: PlatformClient,
	verb: OrderVerb,
	orderId: string,
	operation: string,
	values: WireValues,
	isSent: boolean,
): Promise<void> {
	const [outcome] = await Promise.allSettled([client.callWhole(operation, values)]);
	if (outcome.status === 'fulfilled') return;
	const error = outcome.reason as NodeApiError;
	if (isSent) {
		const done = ORDER_VERBS.find((entry) => entry.verb === verb)?.displayName ?? verb;
		error.message = `"${done}" was done for order ${orderId}, but what belongs to it was not: ${error.message}`;
	}
	throw error;
}

/** @throws BadInput for what is no number of days: the order would not be looked for, and be changed blindly */
function lookBackOf(context: IExecuteFunctions, itemIndex: number): number {
	const given = formValue(context, 'options.lookBackDays', itemIndex) ?? DEFAULT_LOOK_BACK_DAYS;
	const days = Number(given);
	if (Number.isInteger(days) && days >= 1) return days;
	throw new BadInput(
		'"Look Back (Days)" is not a whole number of 1 or more',
		`It is ${JSON.stringify(given)}. 2 stands for yesterday and today.`,
	);
}
