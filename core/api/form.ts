import type { IExecuteFunctions } from 'n8n-workflow';
import { parseOrderReference, SAMPLE_STORE_KEY } from '../order/id';
import type { StoreContext } from '../order/platform';
import type { OrderPlatform, PlatformNode } from '../platform';
import { BadInput } from './badInput';
import { readFile } from './files';
import { at, isRecord } from './path';
import type { WireValues } from './request';
import type { Field, Operation } from './types';
import { FileReference, toWire } from './wire';

/**
 * Reads what a person set for one item and one operation, ready for the wire. What was not set is not there.
 * @throws BadInput naming the field, and NodeOperationError of n8n for a missing binary property
 */
export async function readForm(
	context: IExecuteFunctions,
	platform: PlatformNode,
	operation: Operation,
	store: StoreContext,
	itemIndex: number,
): Promise<WireValues> {
	const values: WireValues = {};
	for (const field of operation.fields) {
		// page numbers and fixed values are no fields of the form
		if (field.parameter === '' || !isAsked(context, field, itemIndex)) continue;
		const wire = toWire(
			field.shape,
			referenced(field, formValue(context, field.parameter, itemIndex), platform, store),
			field.label,
			store.timeZone,
		);
		const key = `${field.in}.${field.name}`;
		if (field.required && isBlank(wire)) {
			if (field.emptyAs === undefined) throw missing(field);
			values[key] = field.emptyAs;
			continue;
		}
		if (wire === undefined) continue;
		values[key] =
			wire instanceof FileReference ? await readFile(context, itemIndex, wire, field.label) : wire;
	}
	for (const name of clearedFields(context, operation, itemIndex)) values[`body.${name}`] = null;
	return values;
}

function isAsked(context: IExecuteFunctions, { when }: Field, itemIndex: number): boolean {
	return !when || when.oneOf.includes(String(formValue(context, when.parameter, itemIndex)));
}

/** The value at a parameter path such as `filters.start`; a searchable dropdown gives its value. */
export function formValue(context: IExecuteFunctions, parameter: string, itemIndex: number): unknown {
	const [top = '', ...rest] = parameter.split('.');
	// null, because n8n throws for a parameter that is not there when the fallback is undefined
	const value = at(context.getNodeParameter(top, itemIndex, null), rest.join('.'));
	return isRecord(value) && value.__rl === true ? value.value : value;
}

/** The platform's own number of an order that was given by it or by a unified order's id. */
export function orderNumberOf(
	value: unknown,
	label: string,
	platform: OrderPlatform,
	store: StoreContext,
): string {
	const text = value === undefined || value === null ? '' : String(value).trim();
	const reference = parseOrderReference(text, platform.orders.platform, store.storeKey);
	if (!('problem' in reference)) return reference.orderId;
	switch (reference.problem) {
		case 'empty':
			throw new BadInput(
				`The field "${label}" is empty`,
				`Fill in "${label}", or check the expression that should give it.`,
			);
		case 'otherPlatform':
			throw new BadInput(
				`"${text}" is not an order of ${platform.displayName}`,
				`Use the node of the platform that the order came from.`,
			);
		case 'otherStore':
			if (reference.storeKey === SAMPLE_STORE_KEY) {
				throw new BadInput(
					`"${text}" is a made-up order of Get Sample, so nothing can be done to it`,
					`Give an order of your store, from a trigger or from Get Many.`,
				);
			}
			throw new BadInput(
				`"${text}" belongs to another store than the selected credential`,
				`Select the ${platform.displayName} credential with which the order was received.`,
			);
	}
}

function referenced(field: Field, value: unknown, platform: PlatformNode, store: StoreContext): unknown {
	if (field.reference === undefined) return value;
	if (value === undefined || value === null || String(value).trim() === '') return undefined;
	const { orders } = platform;
	if (field.reference !== 'order' || !orders) return value;
	return orderNumberOf(value, field.label, { ...platform, orders }, store);
}

function clearedFields(context: IExecuteFunctions, operation: Operation, itemIndex: number): string[] {
	const names = operation.clear === undefined ? undefined : formValue(context, operation.clear, itemIndex);
	return Array.isArray(names) ? (names as string[]) : [];
}

function isBlank(wire: unknown): boolean {
	return wire === undefined || wire === '' || (Array.isArray(wire) && wire.length === 0);
}

function missing(field: Field): BadInput {
	return new BadInput(
		`The field "${field.label}" is empty`,
		`Fill in "${field.label}", or check the expression that should give it.`,
	);
}
