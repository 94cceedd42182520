import { commonOrder, products } from '../../../../core/api/compile/places';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { sentence } from '../../../../core/api/compile/wording';
import type { OrderPlatform } from '../../../../core/platform';
import { padaria, padariaBothWays, padariaByDay } from '../support/padaria';
import { allLevels, visibleFields } from '../support/visibleFields';

const { properties } = padaria.api;
const NOTICE = expect.stringContaining('The address of this operation is a guess') as string;
const WARNING = 'The display rings in the kitchen.';
const LISTED = ['Return All', 'Limit'];
const STATUS_WORDS = ['Status Words', 'Status Words > Word', 'Status Words > Status'].map(
	(name) => `Options > ${name}`,
);
const OF_VERBS = ['Options', ...STATUS_WORDS];
const ofOrders = (...more: string[]) => [
	'Options',
	'Options > Hide Personal Data',
	...more,
	'Options > Split Items',
	...STATUS_WORDS,
];
const OF_ORDERS = ofOrders();
const OF_ORDER_LISTS = ofOrders('Options > Skip Details');

/** For every operation exactly what a person sees below the selectors, required fields with a star. */
const panel: Record<string, string[]> = {
	'order.cancel': ['Order*', 'Reason*', ...OF_VERBS],
	'order.changeStage': [
		'Order*',
		'Stage*',
		'Update Fields',
		'Update Fields > Fields to Clear',
		'Update Fields > Left At',
		'Update Fields > Reason',
		'Update Fields > Receiver',
	],
	'order.conclude': [
		'Order*',
		// no star: it is not needed when Left At is filled in
		'Receiver',
		'Additional Fields',
		'Additional Fields > Left At',
		...OF_VERBS,
	],
	'order.confirm': ['Order*', ...OF_VERBS],
	'order.dispatch': [
		'Order*',
		'Additional Fields',
		'Additional Fields > Carrier',
		'Additional Fields > Receiver',
		'Additional Fields > Tracking',
		...OF_VERBS,
	],
	'order.get': ['Order*', 'Output', ...OF_ORDERS],
	'order.getAll': [
		...LISTED,
		'Output',
		'Filters',
		'Filters > Customer',
		'Filters > From Day',
		'Filters > Number',
		'Filters > Shop',
		'Filters > Status',
		'Filters > To Day',
		'Filters > Updated Since',
		'Filters > With Cancelled',
		'Filters > With Lines',
		...OF_ORDER_LISTS,
	],
	'order.getSample': ['Sample', 'Output', ...OF_ORDERS],
	'order.import': [
		'Number*',
		'Amount*',
		'Additional Fields',
		'Additional Fields > Note',
		'Additional Fields > Shop',
	],
	'order.readyForPickup': ['Order*', ...OF_VERBS],
	// the verb shows the warning of the operation that it uses
	'order.startPreparation': [WARNING, NOTICE, 'Order*', 'Options', 'Options > Request Path', ...STATUS_WORDS],
	'order.search': [
		'Text*',
		...LISTED,
		'Output',
		'Filters',
		'Filters > Near',
		'Filters > Near > City',
		'Filters > Tags',
		...OF_ORDER_LISTS,
	],
	'kitchen.get': ['Order*'],
	'kitchen.setStep': [WARNING, NOTICE, 'Order*', 'Step*', 'Options', 'Options > Request Path'],
	'parcel.create': [
		'Order*',
		'Carrier*',
		'Additional Fields',
		'Additional Fields > Receiver',
		'Additional Fields > Tracking',
	],
	'product.create': [
		'Name*',
		'Price*',
		'Additional Fields',
		...[
			'Available From',
			'Baked At',
			'Batch',
			'Best Before',
			'Created',
			'Ingredients',
			'Ingredients > Name*',
			'Ingredients > Additional Fields',
			'Ingredients > Additional Fields > Best',
			'Ingredients > Additional Fields > Grams',
			'Metadata',
			'Nutrition',
			'Nutrition > Energy',
			'Nutrition > Sugar Free',
			'Oven',
			'Rating',
			'Rows',
			'Seen',
			'Sizes',
			'Sizes > Additional Fields',
			'Sizes > Additional Fields > Grams',
			'Sizes > Additional Fields > Label',
			'Supplier',
			'Supplier > Name*',
			'Supplier > Additional Fields',
			'Supplier > Additional Fields > City',
			'Tags',
			'Unit',
			'Vegan',
			'Weekdays',
			'Weight',
		].map((name) => `Additional Fields > ${name}`),
	],
	'product.getAll': [...LISTED, 'Filters', 'Filters > Active', 'Filters > Max Price'],
	'product.remove': [NOTICE, 'Product*', 'Options', 'Options > Request Path'],
	'product.setPhoto': [
		'Product*',
		'File Input Data Field Name*',
		'Additional Fields',
		'Additional Fields > Caption',
		'Additional Fields > Tags',
	],
	'product.update': [
		'Product*',
		'Update Fields',
		'Update Fields > Description',
		'Update Fields > Fields to Clear',
		'Update Fields > Name',
		'Update Fields > Price',
	],
	'category.getAll': ['Menu*', ...LISTED],
	'category.get': ['Menu*', 'Code*'],
	'banner.getAll': ['Menu*', ...LISTED],
	'banner.create': ['Kind*', 'Additional Fields'],
	'store.setOpen': [
		NOTICE,
		'State*',
		'Additional Fields',
		'Additional Fields > Note',
		'Options',
		'Options > Request Path',
	],
	'customer.create': ['Name*', 'Additional Fields', 'Additional Fields > Stage'],
	'customer.getAll': LISTED,
	'coupon.create': [NOTICE, 'Code*', 'Options', 'Options > Request Path'],
	'menu.create': ['Name*', 'Price*', 'Additional Fields', ...menuFields('Additional Fields')],
	'menu.checkDoor': ['Menu*', 'Until', 'Floor', 'Additional Fields', 'Additional Fields > Code'],
	'menu.delete': ['Menu*'],
	'menu.get': ['Menu*'],
	'menu.getAll': [...LISTED, 'Filters', 'Filters > In', 'Filters > Name'],
	'menu.getPages': ['Menu*', ...LISTED],
	'menu.removePage': ['Menu*', 'Page*'],
	'menu.rename': ['Menu*', 'Name*'],
	'menu.setLimits': ['Menu*', 'Update Fields', 'Update Fields > Most Items', 'Update Fields > Note'],
	'menu.setSoldOut': ['Product Code*'],
	'menu.setStock': [
		'Store*',
		'SKU*',
		'Additional Fields',
		'Additional Fields > Amount',
		'Additional Fields > Fields to Clear',
	],
	'menu.sort': ['Menu IDs*'],
	'menu.update': [
		'Menu*',
		'Update Fields',
		...menuFields('Update Fields', ['Fields to Clear'], ['Name'], ['Price']),
	],
};

function menuFields(
	collection: string,
	clear: string[] = [],
	name: string[] = [],
	price: string[] = [],
): string[] {
	const names = [
		'Banner',
		'Banner > Kind',
		'Banner > Photo URL*',
		'Banner > Additional Fields',
		'Banner > Additional Fields > Link',
		'Banner > Additional Fields > Weight',
		'Closes',
		...clear,
		'Lines',
		'Lines > Product*',
		'Lines > Amount*',
		'Lines > Additional Fields',
		'Lines > Additional Fields > Note',
		'Menu Names or IDs',
		...name,
		'Old Price',
		'Opens',
		...price,
		'Prices',
		'Prices > Table*',
		'Prices > Price*',
		'Printed',
	];
	return names.map((name) => `${collection} > ${name}`);
}

const selectors = properties.filter((property) => property.name === 'operation');
const offered = selectors.flatMap((selector) =>
	optionsOf(selector).map((option) => `${String(selector.displayOptions?.show?.resource)}.${option.value}`),
);

function optionsOf(property: INodeProperties | undefined): INodePropertyOptions[] {
	return (property?.options ?? []) as INodePropertyOptions[];
}

describe('what a person sees in the node panel', () => {
	it.each(Object.entries(panel))('%s shows exactly its own fields', (id, fields) => {
		const [resource = '', operation = ''] = id.split('.');
		expect(visibleFields(properties, resource, operation)).toEqual(fields);
	});

	it('lists every operation, but none that is internal or deprecated', () => {
		expect(offered.sort()).toEqual(Object.keys(panel).sort());
	});

	it('shows a variant only the fields of the kind that was chosen', () => {
		const ofKind = (kind: string) => visibleFields(properties, 'banner', 'create', { kind });
		expect(ofKind('product')).toEqual([
			'Kind*',
			'Product*',
			'Additional Fields',
			'Additional Fields > Text',
			'Additional Fields > Weight',
		]);
		expect(ofKind('photo')).toEqual([
			'Kind*',
			'Photo URL*',
			'Additional Fields',
			'Additional Fields > Link',
			'Additional Fields > Weight',
		]);
		expect(ofKind('plain_text')).toEqual(['Kind*', 'Text*', 'Additional Fields']);
	});

	it('shows the limit only while not all results are wanted', () => {
		expect(visibleFields(properties, 'customer', 'getAll', { returnAll: true })).toEqual(['Return All']);
	});

	it('lets a person say how far back to look for an order where the platform lists orders by day only', () => {
		const byDay = padariaByDay.api.properties;
		expect(visibleFields(byDay, 'order', 'cancel')).toEqual([
			'Order*',
			'Reason*',
			'Options',
			'Options > Look Back (Days)',
			...STATUS_WORDS,
		]);
		expect(visibleFields(byDay, 'order', 'get')).toEqual(['Order*', 'Output', ...OF_ORDERS]);
	});

	it('lets a person skip details only where a list is completed: by requests, or by switches', () => {
		const offered = ({ api }: OrderPlatform, operation: string) =>
			visibleFields(api.properties, 'order', operation).includes('Options > Skip Details');
		expect(['getAll', 'search', 'get', 'getSample'].map((name) => offered(padaria, name))).toEqual([
			true,
			true,
			false,
			false,
		]);
		expect(offered(padariaByDay, 'getAll')).toBe(true);
		expect(offered(padariaBothWays, 'getAll')).toBe(false);
	});

	it('shows Split Items only where there are lines to split: not for raw orders', () => {
		const raw = visibleFields(properties, 'order', 'get', { output: 'raw' });
		expect(raw).toEqual(['Order*', 'Output', 'Options', 'Options > Hide Personal Data', ...STATUS_WORDS]);
		const both = visibleFields(properties, 'order', 'get', { output: 'unifiedWithRaw' });
		expect(both).toContain('Options > Split Items');
	});

	it('tells beside a verb what else it does', () => {
		const option = selectors.flatMap(optionsOf).find(({ value }) => value === 'startPreparation');
		expect(option?.description).toBe(
			'Tell that an order is being prepared. One that is further along is left as it is. Only the display of the kitchen changes.',
		);
	});

	it('offers each sample order by name, and all of them; the first one of the platform is chosen', () => {
		const sample = properties.find(({ name }) => name === 'sample');
		expect(sample?.options).toEqual([
			{ name: 'All of Them', value: 'all', description: 'One item for each of these orders' },
			{ name: 'Delivery', value: 'bike', description: 'Two lines for a customer at home' },
			{ name: 'Pick-Up', value: 'counter', description: 'One line to be picked up' },
		]);
		expect(sample?.default).toBe('bike');
	});

	it('offers every status but UNKNOWN as the meaning of a word', () => {
		const words = properties
			.filter(({ name }) => name === 'options')
			.flatMap(({ options }) => (options ?? []) as INodeProperties[])
			.find(({ name }) => name === 'statusWords');
		const [group] = words?.options as INodePropertyCollection[];
		const status = group?.values.find(({ name }) => name === 'status');
		expect(optionsOf(status).map(({ name, value }) => [name, value])).toEqual([
			['Cancellation Requested', 'CANCELLATION_REQUESTED'],
			['Cancelled', 'CANCELLED'],
			['Concluded', 'CONCLUDED'],
			['Confirmed', 'CONFIRMED'],
			['Created', 'CREATED'],
			['Delivered', 'DELIVERED'],
			['Draft', 'DRAFT'],
			['In Delivery', 'IN_DELIVERY'],
			['Payment Failed', 'PAYMENT_FAILED'],
			['Pending Payment', 'PENDING_PAYMENT'],
			['Preparing', 'PREPARING'],
			['Ready', 'READY'],
		]);
	});

	it('offers the resources by name, with Order chosen', () => {
		const resource = properties.find((property) => property.name === 'resource');
		expect(optionsOf(resource).map((option) => option.name)).toEqual([
			'Bakery',
			'Banner',
			'Category',
			'Coupon',
			'Customer',
			'Kitchen',
			'Menu',
			'Order',
			'Parcel',
			'Product',
		]);
		expect(resource).toMatchObject({ default: 'order', noDataExpression: true });
	});

	it('offers operations in the words of n8n, the order verbs among them, the list chosen first', () => {
		const order = selectors.find((selector) => selector.displayOptions?.show?.resource?.includes('order'));
		expect(optionsOf(order).map((option) => option.name)).toEqual([
			'Cancel',
			'Change Stage',
			'Conclude',
			'Confirm',
			'Dispatch',
			'Get',
			'Get Many',
			'Get Sample',
			'Import',
			'Ready for Pickup',
			'Search',
			'Start Preparation',
		]);
		expect(order?.default).toBe('getAll');
	});

	it('gives every operation an action and a description, a single sentence without a full stop', () => {
		for (const option of selectors.flatMap(optionsOf)) {
			expect(option.action).toMatch(/^[A-Z].+[^.]$/);
			expect(option.description).toBe(sentence(option.description));
		}
	});
});

describe('the economy of the description', () => {
	const declarations = (name: string) => properties.filter((property) => property.name === name);

	it('declares a parameter once for all operations that share it', () => {
		expect(declarations('menuId')).toHaveLength(1);
		expect(declarations('productId')).toHaveLength(1);
		expect(declarations('output')).toHaveLength(1);
	});

	it('covers its places with few products, each place once, and no other', () => {
		const places = ['a', 'b', 'c'].flatMap((resource) =>
			['get', 'create', 'delete'].map((operation) => ({ resource, operation })),
		);
		expect(products([...places, { resource: 'b', operation: 'sort' }])).toEqual([
			{ resources: ['a', 'b', 'c'], operations: ['get', 'create', 'delete'] },
			{ resources: ['b'], operations: ['sort'] },
		]);
		expect(products([])).toEqual([]);
	});

	it('says of an option where it belongs, if a field at top level has its name', () => {
		// n8n checks the options of every collection, shown or not, against the top level
		const required = properties.filter(({ displayOptions, type }) => type !== 'collection' && displayOptions);
		const atTop = new Set(required.map(({ name }) => name));
		const options = properties
			.filter(({ type }) => type === 'collection')
			.flatMap(({ options: members }) => (members ?? []) as INodeProperties[])
			.filter(({ name }) => atTop.has(name));
		expect(options.length).toBeGreaterThan(0);
		for (const { displayOptions } of options)
			expect(Object.keys(displayOptions?.show ?? {})).toEqual(
				expect.arrayContaining(['/resource', '/operation']),
			);
	});

	it('puts a shared field behind what each operation asks first', () => {
		const order = commonOrder([
			['category', 'day', 'from'],
			['voucher', 'availability', 'day', 'from'],
		]);
		expect(order).toEqual(['category', 'voucher', 'availability', 'day', 'from']);
		expect(commonOrder([['a', 'b'], ['b', 'a'], ['c']])).toEqual(['c', 'a', 'b']);
	});

	it('declares it once more only where n8n would show it to a stranger', () => {
		// category.get has a menu, banner.get does not exist: one list of each would promise it
		expect(declarations('menu').map((property) => property.displayOptions?.show)).toEqual([
			{ resource: ['category'], operation: ['getAll', 'get'] },
			{ resource: ['banner'], operation: ['getAll'] },
		]);
	});

	it('keeps one collection for the operations of a resource, each showing its own fields in it', () => {
		const filters = declarations('filters').find((property) =>
			property.displayOptions?.show?.resource?.includes('order'),
		);
		expect(filters?.displayOptions?.show?.operation).toEqual(['getAll', 'search']);
		expect(declarations('additionalFields').map((property) => property.displayOptions?.show)).toContainEqual({
			resource: ['product'],
			operation: ['create', 'setPhoto'],
		});
	});

	it('never has two fields of one name side by side', () => {
		for (const id of Object.keys(panel)) {
			const [resource = '', operation = ''] = id.split('.');
			const names = properties
				.filter((property) => NodeHelpers.displayParameter({ resource, operation }, property, null, null))
				.map((property) => property.name);
			expect(new Set(names).size).toBe(names.length);
			const labels = visibleFields(properties, resource, operation);
			expect(new Set(labels).size).toBe(labels.length);
		}
	});

	it('lists options and collections alphabetically, as n8n does', () => {
		const sorted = (names: string[]) =>
			[...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
		for (const property of allLevels(properties).flat()) {
			if (!['options', 'multiOptions', 'collection'].includes(property.type) || property.name === 'output')
				continue;
			const names = (property.options ?? []).map((option) =>
				'displayName' in option ? option.displayName : option.name,
			);
			expect(names).toEqual(sorted(names));
		}
	});
});
