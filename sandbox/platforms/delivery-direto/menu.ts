import { Collection, type Id, type Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import { Links } from './links';
import { done, handlers, knowing, matches, notFound, page, success } from './manners';
import { brl, stockWith, type Part } from './part';

/** Where an uploaded picture would be; nothing is kept of it. */
export const imageUrl = (call: ApiCall, number: number) =>
	`https://images.delivery-direto.test/${number}/${encodeURIComponent(call.files.file?.name ?? 'image')}`;

export const PERIOD = { weekday: 2, periodStart: '09:00:00-03:00', periodEnd: '18:00:00-03:00' };

/** Availability of something that has it, as a list of its own in it. */
export const availabilitiesOf = (inside: Collection) =>
	new Collection({
		name: 'availability',
		key: 'id',
		inside,
		firstNumber: 802,
		sample: () => ({ ...PERIOD }),
	});

/** By position, then by name, as the sort operations have it [A]. */
export const byPosition = (one: Row, other: Row) =>
	Number(one.viewOrder ?? 0) - Number(other.viewOrder ?? 0) ||
	String(one.name ?? '').localeCompare(String(other.name ?? ''), 'pt');

/** Adds several entries of one body and answers them. */
export const createSeveral =
	(collection: Collection, member: string, parameter?: string) =>
	({ params, body }: ApiCall) => {
		const parent = parameter === undefined ? undefined : Number(params[parameter]);
		const rows = (body as Record<string, Row[]>)[member] ?? [];
		return success({ [member]: rows.map((row) => collection.create({ ...row }, parent)) });
	};

/**
 * Categories, items, properties and options: what a store sells but pizzas. The platform sorts "a little later"; here it
 * is done at once. What a new entry has when nobody sent it are the defaults of the document.
 */
export function createMenu(): Part & { categories: Collection; items: Collection } {
	const categories = new Collection({
		name: 'category',
		key: 'id',
		firstNumber: 103,
		defaults: (number) => ({ description: null, status: 'ACTIVE', viewOrder: number, showOnMobile: true }),
		sample: (number) => ({ name: `Categoria ${number}`, description: null, viewOrder: number }),
	});
	const items = new Collection({
		name: 'item',
		key: 'id',
		inside: categories,
		firstNumber: 203,
		defaults: () => ({
			description: null,
			customCode: null,
			promotionalOldPrice: null,
			type: 'CUSTOM',
			status: 'ACTIVE',
			viewOrder: 1,
			isFractional: 0,
			showAtCheckout: true,
			hiddenWhenUnavailable: false,
			dayLimitWithTheBadge: null,
		}),
		sample: (number) => ({ name: `Item ${number}`, price: brl(500 + (number % 100) * 10) }),
	});
	const properties = new Collection({
		name: 'property',
		key: 'id',
		firstNumber: 302,
		defaults: () => ({
			description: null,
			choiceType: 'CHECKBOX',
			baseComboMinChoices: 0,
			baseComboMaxChoices: 1,
			priceCalculationType: 'HIGHER',
			isFractional: 0,
		}),
		sample: (number) => ({ name: `Propriedade ${number}` }),
	});
	const options = new Collection({
		name: 'option',
		key: 'id',
		firstNumber: 403,
		defaults: () => ({ description: null, basePrice: brl(0), status: 'ACTIVE', customCode: null }),
		sample: (number) => ({ name: `Opção ${number}`, basePrice: brl((number % 10) * 50) }),
	});
	const categoryHours = availabilitiesOf(categories);
	const itemHours = availabilitiesOf(items);
	const itemProperties = new Links(items, properties);
	const propertyOptions = new Links(properties, options);
	/** Pieces left, by item. */
	const stocks = new Map<string, number>();
	/** What an option of a property is in one item only; null where it was taken out of that item. */
	const inItem = new Map<string, Row | null>();
	const placeInItem = (...ids: Array<Id | undefined>) => ids.map(String).join('/');

	const propertiesOf = (item: Id) =>
		itemProperties.rightsOf(item).map((property) => {
			const id = properties.idOf(property);
			const offered = propertyOptions.rightsOf(id).flatMap((option) => {
				const own = inItem.get(placeInItem(item, id, options.idOf(option)));
				return own === null ? [] : [{ ...option, ...own }];
			});
			return { ...property, options: offered.sort(byPosition) };
		});

	const { paged, whole } = handlers((row, collection, call) =>
		collection === items && call?.query.showDetails === 'true'
			? { ...row, properties: propertiesOf(items.idOf(row)) }
			: row,
	);
	const named = matches({ id: 'id', name: 'name' });
	let images = 0;
	const upload = (collection: Collection, parameter: string) =>
		knowing({ [parameter]: collection }, (call) => {
			const photoUrl = imageUrl(call, ++images);
			collection.update(call.params[parameter] ?? '', { photoUrl });
			return success({ photoUrl });
		});
	const setStock = knowing({ id: items }, ({ params, body }) => {
		const { amount } = body as { amount: number };
		stocks.set(String(params.id), amount);
		return success({ itemsId: Number(params.id), amount });
	});
	const changeOption = (change: (body: Row) => Row | null) =>
		knowing({ itemId: items, propertyId: properties, id: options }, ({ params, body }) => {
			const { itemId = '', propertyId = '', id = '' } = params;
			const place = placeInItem(itemId, propertyId, id);
			const there = itemProperties.get(itemId, propertyId) && propertyOptions.get(propertyId, id);
			if (!there || inItem.get(place) === null) return notFound();
			const own = change({ ...inItem.get(place), ...(body as Row | undefined) });
			inItem.set(place, own);
			return own ? success({ ...options.get(id), ...own }) : done();
		});

	return {
		categories,
		items,
		operations: {
			'category.getAll': paged.list(categories, { where: named }),
			'category.create': paged.create(categories),
			'category.update': paged.update(categories),
			'category.delete': paged.remove(categories),
			'category.uploadImage': upload(categories, 'categoryId'),
			'category.sort': () => {
				categories.sort(
					categories
						.list()
						.sort(byPosition)
						.map((row) => categories.idOf(row)),
				);
				return done();
			},
			'category.getAllAvailability': whole.list(categoryHours),
			'category.createAvailability': whole.create(categoryHours),
			'category.deleteAvailability': whole.remove(categoryHours),
			'category.createAvailabilities': knowing(
				{ categoryId: categories },
				createSeveral(categoryHours, 'categoryAvailabilities', 'categoryId'),
			),

			'item.getAll': paged.list(items, { where: named }),
			'item.getAllInCategory': paged.list(items, { where: named }),
			'item.create': paged.create(items),
			'item.update': (call) => {
				const { categoryId, ...members } = call.body as Row & { categoryId?: number };
				if (categoryId !== undefined && !categories.has(categoryId)) return notFound();
				if (categoryId !== undefined) items.move(call.params.id ?? '', categoryId);
				return paged.update(items)({ ...call, body: members });
			},
			'item.delete': paged.remove(items),
			'item.uploadImage': upload(items, 'id'),
			'item.deleteImage': knowing({ id: items }, ({ params }) => {
				items.update(params.id ?? '', { photoUrl: null });
				return done();
			}),
			'item.sort': knowing({ categoryId: categories }, ({ params }) => {
				const rows = items.list(params.categoryId).sort(byPosition);
				items.sort(rows.map((row) => items.idOf(row)));
				return done();
			}),
			'item.updateStatusInCategory': knowing({ categoryId: categories }, ({ params, body }) => {
				for (const row of items.list(params.categoryId)) items.update(items.idOf(row), body as Row);
				return done();
			}),
			'item.getStock': knowing({ id: items }, ({ params }) => {
				const amount = stocks.get(String(params.id));
				return amount === undefined ? notFound() : success({ itemsId: Number(params.id), amount });
			}),
			'item.createStock': setStock,
			'item.updateStock': (call) => (stocks.has(String(call.params.id)) ? setStock(call) : notFound()),
			'item.deleteStock': ({ params }) => (stocks.delete(String(params.id)) ? done() : notFound()),
			'item.getAllAvailability': whole.list(itemHours),
			'item.createAvailability': whole.create(itemHours),
			'item.deleteAvailability': whole.remove(itemHours),
			'item.createAvailabilities': knowing(
				{ itemId: items },
				createSeveral(itemHours, 'itemAvailabilities', 'itemId'),
			),
			'item.getAllProperty': knowing({ itemsId: items }, (call) =>
				page('property', propertiesOf(call.params.itemsId ?? ''), call),
			),
			'item.addProperty': knowing({ itemId: items, propertyId: properties }, ({ params, body }) => {
				const { itemId = '', propertyId = '' } = params;
				return success({
					...properties.get(propertyId),
					...itemProperties.bind(itemId, propertyId, body as Row),
				});
			}),
			'item.removeProperty': ({ params }) =>
				itemProperties.cut(params.itemId ?? '', params.propertyId ?? '') ? done() : notFound(),
			'item.sortProperties': knowing({ itemId: items }, ({ params }) => {
				itemProperties.sort(params.itemId ?? '', byPosition);
				return done();
			}),
			// They are always shown in this order.
			'item.sortOptions': knowing({ itemId: items, propertyId: properties }, done),
			'item.updateOption': changeOption((own) => own),
			'item.removeOption': changeOption(() => null),

			'property.getAll': paged.list(properties, { where: named }),
			'property.create': paged.create(properties),
			'property.update': paged.update(properties),
			'property.delete': paged.remove(properties),
			'property.getAllItem': knowing({ id: properties }, (call) =>
				page('item', itemProperties.leftsOf(call.params.id ?? ''), call),
			),
			'property.getAllOption': knowing({ propertyId: properties }, (call) =>
				page('option', propertyOptions.rightsOf(call.params.propertyId ?? ''), call),
			),
			'property.addOption': knowing({ propertyId: properties, optionId: options }, ({ params, body }) => {
				const { propertyId = '', optionId = '' } = params;
				return success({
					...options.get(optionId),
					...propertyOptions.bind(propertyId, optionId, body as Row),
				});
			}),
			'property.removeOption': ({ params }) =>
				propertyOptions.cut(params.propertyId ?? '', params.optionId ?? '') ? done() : notFound(),
			'property.sortOptions': knowing({ propertyId: properties }, ({ params }) => {
				const place = (row: Row) => ({ ...row, viewOrder: row.baseViewOrder });
				propertyOptions.sort(params.propertyId ?? '', (one, other) => byPosition(place(one), place(other)));
				return done();
			}),

			'option.getAll': paged.list(options, { where: named }),
			'option.create': paged.create(options),
			'option.update': paged.update(options),
			'option.delete': paged.remove(options),
			'option.getAllProperty': knowing({ id: options }, (call) =>
				page('property', propertyOptions.leftsOf(call.params.id ?? ''), call),
			),
		},
		lists: {
			'category.getAll': (count) => categories.fill(count),
			'category.getAllAvailability': (count) => categoryHours.fill(count, 101),
			'item.getAll': (count) => {
				for (const row of items.list().slice(count)) items.delete(items.idOf(row));
				for (let missing = count - items.list().length; missing > 0; missing--) items.createSample(101);
			},
			'item.getAllInCategory': (count) => items.fill(count, 101),
			'item.getAllAvailability': (count) => itemHours.fill(count, 201),
			'item.getAllProperty': (count) =>
				itemProperties.fillRights(201, count, () => properties.createSample()),
			'property.getAll': (count) => properties.fill(count),
			'property.getAllItem': (count) => itemProperties.fillLefts(301, count, () => items.createSample(101)),
			'property.getAllOption': (count) =>
				propertyOptions.fillRights(301, count, () => options.createSample()),
			'option.getAll': (count) => options.fill(count),
			'option.getAllProperty': (count) =>
				propertyOptions.fillLefts(401, count, () => properties.createSample()),
		},
		stock() {
			stockWith([
				[categories, { id: 101, name: 'Drinks', description: 'Soft drinks and juices', viewOrder: 1 }],
				[categories, { id: 102, name: 'Pratos', description: null, viewOrder: 2 }],
				[categoryHours, { id: 801, ...PERIOD }, 101],
				[
					items,
					{ id: 201, name: 'Lemonade', description: 'Fresh, 300 ml', price: brl(900), customCode: 'COD123' },
					101,
				],
				[items, { id: 202, name: 'Filé com arroz', price: brl(3290), customCode: 'FILE' }, 102],
				[itemHours, { id: 801, ...PERIOD }, 201],
				[properties, { id: 301, name: 'Side dish', description: 'Choose two side dishes' }],
				[options, { id: 401, name: 'Rice', description: 'White rice with garlic', customCode: 'COD123' }],
				[options, { id: 402, name: 'Feijão', basePrice: brl(350), customCode: 'FEIJ' }],
			]);
			itemProperties.seed(201, 301);
			itemProperties.seed(202, 301);
			propertyOptions.seed(301, 401);
			propertyOptions.seed(301, 402);
			if (inItem.get(placeInItem(201, 301, 401)) === null) inItem.delete(placeInItem(201, 301, 401));
			if (!stocks.has('201')) stocks.set('201', 25);
		},
		clear() {
			for (const collection of [categories, properties, options]) collection.clear();
			for (const collection of [items, categoryHours, itemHours]) collection.clear();
			itemProperties.clear();
			propertyOptions.clear();
			stocks.clear();
			inItem.clear();
		},
	};
}
