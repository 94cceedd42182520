import { Collection, type Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import { Links } from './links';
import { done, handlers, knowing, matches, notFound, page, success } from './manners';
import { availabilitiesOf, createSeveral, imageUrl, PERIOD } from './menu';
import { brl, stockWith, type Part } from './part';

/** Sizes, flavors and extras of pizzas. A flavor costs in each size what the bond of the two says. */
export function createPizzas(): Part {
	const sizes = new Collection({
		name: 'size',
		key: 'id',
		firstNumber: 503,
		defaults: () => ({ customCode: null }),
		sample: (number) => ({ name: `Tamanho ${number}`, slices: 8, maximumFlavors: 2, status: 'ACTIVE' }),
	});
	const flavors = new Collection({
		name: 'flavor',
		key: 'id',
		firstNumber: 603,
		defaults: () => ({ dayLimitWithTheBadge: null }),
		sample: (number) => ({ name: `Sabor ${number}`, description: null, type: 'SAVORY', status: 'ACTIVE' }),
	});
	const extras = new Collection({
		name: 'extra',
		key: 'id',
		firstNumber: 702,
		defaults: () => ({
			description: null,
			choiceType: 'RADIO',
			baseComboMinChoices: 0,
			baseComboMaxChoices: 1,
		}),
		sample: (number) => ({ name: `Adicional ${number}` }),
	});
	const extraOptions = new Collection({
		name: 'option',
		key: 'id',
		inside: extras,
		firstNumber: 713,
		defaults: () => ({ customCode: null }),
		sample: (number) => ({ name: `Borda ${number}`, description: null, status: 'ACTIVE' }),
	});
	const sizeHours = availabilitiesOf(sizes);
	const flavorHours = availabilitiesOf(flavors);
	const flavorSizes = new Links(flavors, sizes);
	const optionPrices = new Links(extraOptions, sizes);

	const { paged, whole } = handlers();
	let images = 0;
	const upload = (collection: Collection) =>
		knowing({ id: collection }, (call) => {
			const photoUrl = imageUrl(call, ++images);
			collection.update(call.params.id ?? '', { photoUrl });
			return success({ photoUrl });
		});
	const sentSizes = ({ body }: ApiCall) =>
		(body as { flavorSizes: Array<Row & { sizeId: number }> }).flavorSizes;
	const sizesOf = ({ params }: ApiCall) => success({ flavorSizes: flavorSizes.rightsOf(params.id ?? '') });
	const optionsOf = (extra = '', size = '') =>
		extraOptions.list(extra).map((row): Row => ({
			...row,
			price: optionPrices.get(extraOptions.idOf(row), size)?.price ?? brl(0),
		}));

	return {
		operations: {
			'pizzaSize.getAll': paged.list(sizes, { where: matches({ name: 'name' }) }),
			'pizzaSize.create': paged.create(sizes),
			'pizzaSize.update': paged.update(sizes),
			'pizzaSize.delete': paged.remove(sizes),
			'pizzaSize.uploadImage': upload(sizes),
			'pizzaSize.getAllFlavor': knowing({ id: sizes }, (call) =>
				page('flavor', flavorSizes.leftsOf(call.params.id ?? ''), call),
			),
			'pizzaSize.removeFlavor': ({ params }) =>
				flavorSizes.cut(params.flavorId ?? '', params.sizeId ?? '') ? done() : notFound(),
			'pizzaSize.getAllAvailability': whole.list(sizeHours),
			'pizzaSize.createAvailabilities': knowing(
				{ sizesId: sizes },
				createSeveral(sizeHours, 'availabilities', 'sizesId'),
			),
			'pizzaSize.updateAvailability': whole.update(sizeHours),
			'pizzaSize.deleteAvailability': whole.remove(sizeHours),

			'pizzaFlavor.getAll': paged.list(flavors, { where: matches({ name: 'name', type: 'type' }) }),
			'pizzaFlavor.create': paged.create(flavors),
			'pizzaFlavor.update': paged.update(flavors),
			'pizzaFlavor.delete': paged.remove(flavors),
			'pizzaFlavor.uploadImage': upload(flavors),
			'pizzaFlavor.getAllSize': knowing({ id: flavors }, (call) =>
				page('size', flavorSizes.rightsOf(call.params.id ?? ''), call),
			),
			'pizzaFlavor.addSizes': knowing({ id: flavors }, (call) => {
				const sent = sentSizes(call);
				if (!sent.every(({ sizeId }) => sizes.has(sizeId))) return notFound();
				for (const { sizeId, ...members } of sent) flavorSizes.bind(call.params.id ?? '', sizeId, members);
				return sizesOf(call);
			}),
			'pizzaFlavor.updateSizes': knowing({ id: flavors }, (call) => {
				const flavor = call.params.id ?? '';
				const sent = sentSizes(call);
				if (!sent.every(({ sizeId }) => flavorSizes.get(flavor, sizeId))) return notFound();
				for (const { sizeId, ...members } of sent) {
					// Without a price it is no longer sold in this size [A].
					if (members.price === null) flavorSizes.cut(flavor, sizeId);
					else flavorSizes.bind(flavor, sizeId, members);
				}
				return sizesOf(call);
			}),
			'pizzaFlavor.getAllAvailability': whole.list(flavorHours),
			'pizzaFlavor.createAvailabilities': knowing(
				{ flavorId: flavors },
				createSeveral(flavorHours, 'availabilities', 'flavorId'),
			),
			'pizzaFlavor.updateAvailability': whole.update(flavorHours),
			'pizzaFlavor.deleteAvailability': whole.remove(flavorHours),

			'pizzaExtra.getAll': paged.list(extras),
			'pizzaExtra.create': paged.create(extras),
			'pizzaExtra.update': paged.update(extras),
			'pizzaExtra.delete': paged.remove(extras),
			'pizzaExtra.getAllOption': paged.list(extraOptions),
			'pizzaExtra.createOption': paged.create(extraOptions),
			'pizzaExtra.updateOption': paged.update(extraOptions),
			'pizzaExtra.deleteOption': paged.remove(extraOptions),
			'pizzaExtra.updateOptionPrices': knowing(
				{ propertiesId: extras, id: extraOptions },
				({ params, body }) => {
					const { sizeOptions } = body as { sizeOptions: Array<Row & { sizesId: number }> };
					if (!sizeOptions.every(({ sizesId }) => sizes.has(sizesId))) return notFound();
					for (const { sizesId, ...members } of sizeOptions) {
						optionPrices.bind(params.id ?? '', sizesId, members);
					}
					return done();
				},
			),
			'pizzaExtra.getAllOptionForSize': knowing({ sizesId: sizes, propertiesId: extras }, (call) => {
				const isWanted = matches({ name: 'name', code: 'customCode' });
				const rows = optionsOf(call.params.propertiesId, call.params.sizesId);
				return page(
					'option',
					rows.filter((row) => isWanted(row, call.query)),
					call,
				);
			}),
		},
		lists: {
			'pizzaSize.getAll': (count) => sizes.fill(count),
			'pizzaSize.getAllFlavor': (count) => flavorSizes.fillLefts(501, count, () => flavors.createSample()),
			'pizzaSize.getAllAvailability': (count) => sizeHours.fill(count, 501),
			'pizzaFlavor.getAll': (count) => flavors.fill(count),
			'pizzaFlavor.getAllSize': (count) => flavorSizes.fillRights(601, count, () => sizes.createSample()),
			'pizzaFlavor.getAllAvailability': (count) => flavorHours.fill(count, 601),
			'pizzaExtra.getAll': (count) => extras.fill(count),
			'pizzaExtra.getAllOption': (count) => extraOptions.fill(count, 701),
			'pizzaExtra.getAllOptionForSize': (count) => extraOptions.fill(count, 701),
		},
		stock() {
			const size = { slices: 6, maximumFlavors: 2, priceCalculationType: 'HIGHER', status: 'ACTIVE' };
			const flavor = { type: 'SAVORY', status: 'ACTIVE', hiddenWhenUnavailable: false };
			stockWith([
				[
					sizes,
					{ id: 501, name: 'Medium', description: 'Medium pizza with 6 slices', viewOrder: 1, ...size },
				],
				[sizes, { id: 502, name: 'Grande', description: null, viewOrder: 2, ...size, slices: 8 }],
				[sizeHours, { id: 801, ...PERIOD }, 501],
				[
					flavors,
					{ id: 601, name: 'Calabresa', description: 'Smoked sausage and onions', viewOrder: 1, ...flavor },
				],
				[flavors, { id: 602, name: 'Brigadeiro', description: null, viewOrder: 2, ...flavor, type: 'SWEET' }],
				[flavorHours, { id: 801, ...PERIOD }, 601],
				[extras, { id: 701, name: 'Crust', description: 'Choose a filling for the crust' }],
				[
					extraOptions,
					{ id: 711, name: 'Cheese crust', description: 'Filled with cream cheese', customCode: 'COD123' },
					701,
				],
				[extraOptions, { id: 712, name: 'Borda de chocolate', description: null }, 701],
			]);
			flavorSizes.seed(601, 501, { price: brl(4500) });
			flavorSizes.seed(601, 502, { price: brl(5500) });
			flavorSizes.seed(602, 501, { price: brl(4800) });
			optionPrices.seed(711, 501, { price: brl(800) });
		},
		clear() {
			for (const collection of [sizes, flavors, extras]) collection.clear();
			for (const collection of [extraOptions, sizeHours, flavorHours]) collection.clear();
			flavorSizes.clear();
			optionPrices.clear();
		},
	};
}
