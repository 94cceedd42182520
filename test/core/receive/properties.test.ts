import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { PlatformOrders } from '../../../core/order/platform';
import { receiveProperties } from '../../../core/receive/properties';
import { shopOrders, shopReceiving } from './shop';

const shop = { displayName: 'Shop', orders: shopOrders };

const field = (properties: INodeProperties[], name: string) =>
	properties.find((property) => property.name === name);
const values = (property: INodeProperties | undefined) =>
	(property?.options as INodePropertyOptions[]).map(({ value }) => value);
const options = (properties: INodeProperties[]) => field(properties, 'options')?.options as INodeProperties[];

describe('the fields of a trigger', () => {
	it('are the events of the platform in alphabetical order, the output and the options', () => {
		const properties = receiveProperties(shopReceiving, shop);
		expect(properties.map(({ displayName }) => displayName)).toEqual([
			'Trigger On',
			'Minutes to Wait',
			'Output',
			'Options',
		]);
		expect(values(field(properties, 'events'))).toEqual([
			'orderCancelled',
			'orderCreated',
			'orderUpdated',
			'orderWaiting',
			'statusChanged',
		]);
		expect(field(properties, 'events')?.default).toEqual(['orderCreated', 'orderCancelled']);
		expect(options(properties).map(({ displayName }) => displayName)).toEqual([
			'Acknowledge',
			'Acknowledge As',
			'Delivery',
			'Hide Personal Data',
			'Only Order Type',
			'Only Status',
			'Split Items',
			'Start With',
			'Status Words',
		]);
		expect(values(options(properties)[1])).toEqual(['known', 'integrated']);
	});

	it('offer only what the platform can do', () => {
		const properties = receiveProperties(
			{ ...shopReceiving, events: ['orderCreated'], queue: undefined },
			shop,
		);
		expect(field(properties, 'waitingMinutes')).toBeUndefined();
		expect(values(field(properties, 'events'))).toEqual(['orderCreated']);
		expect(options(properties).map(({ name }) => name)).toEqual([
			'delivery',
			'hidePersonalData',
			'onlyOrderTypes',
			'onlyStatuses',
			'splitItems',
			'startWith',
			'statusWords',
		]);
	});

	it('let a person skip details only where the list of the platform lacks what was ordered', () => {
		const offersToSkip = (orders: Partial<PlatformOrders>) =>
			options(receiveProperties(shopReceiving, { ...shop, orders: { ...shopOrders, ...orders } })).some(
				({ name }) => name === 'skipDetails',
			);
		expect(offersToSkip({})).toBe(false);
		expect(offersToSkip({ whole: { lines: true } })).toBe(true);
		const details = { operation: 'get', byOrder: 'id', areMissing: () => true };
		expect(offersToSkip({ details })).toBe(true);
	});
});
