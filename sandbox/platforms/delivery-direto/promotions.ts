import { Collection, type Id, type Row } from '../../collections';
import { Links } from './links';
import { done, handlers, knowing, matches, page, success, whole } from './manners';
import { createSeveral, imageUrl } from './menu';
import { brl, stockWith, type Part } from './part';

export const SHIFT = { weekday: 2, shiftStart: '09:00:00-03:00', shiftEnd: '18:00:00-03:00' };

/** The kinds that the page lists [A]. */
const BANNER_TYPES = [
	'CATEGORY',
	'EXTERNAL_URL',
	'ITEM',
	'LOYALTY_PROGRAM',
	'MEMBER_GET_MEMBER',
	'REWARDS',
	'VOUCHER',
];

/** Whether a row is over, or not, as the query asks; a row without a last day never is. */
const isOver = (row: Row, member: string, today: string) =>
	typeof row[member] === 'string' && row[member] < today;
const asks = (query: Record<string, string>, name: string, is: boolean) =>
	query[name] === undefined || (query[name] === 'true') === is;

/**
 * Vouchers, loyalty and referral programs, banners.
 * @param today the day at the store, such as 2026-11-21
 */
export function createPromotions(parts: {
	categories: Collection;
	customers: Collection;
	today: () => string;
}): Part {
	const { categories, customers, today } = parts;
	const prize = { value: brl(1000), valuePercent: 0, valueText: null };
	const vouchers = new Collection({
		name: 'voucher',
		key: 'id',
		firstNumber: 7,
		defaults: () => ({ active: true, expires: null, applyTo: 'GLOBAL', totalTimes: 0, customCode: null }),
		sample: (number) => ({ type: 'FIXED', code: `CUPOM${number}`, description: `Cupom ${number}`, ...prize }),
	});
	const voucherHours = new Collection({
		name: 'availability',
		key: 'id',
		inside: vouchers,
		firstNumber: 802,
		sample: () => ({ ...SHIFT }),
	});
	const loyaltyPrograms = new Collection({
		name: 'loyaltyProgram',
		key: 'id',
		firstNumber: 63,
		defaults: () => ({ status: 'active', dateEnd: null, baseCountType: 'spent_money_accumulated_value' }),
		sample: (number) => ({ description: `Programa ${number}`, dateBegin: '2026-01-01', valueBaseCount: 10 }),
	});
	const steps = new Collection({
		name: 'step',
		key: 'id',
		inside: loyaltyPrograms,
		firstNumber: 63,
		sample: (number) => ({ step: number % 20, benefitType: 'percentage', benefitValue: '10' }),
	});
	const referralPrograms = new Collection({
		name: 'memberGetMember',
		key: 'id',
		firstNumber: 72,
		defaults: () => ({ valuePercent: 0, valueText: null, customCode: null }),
		sample: (number) => ({ type: 'CUSTOM', active: true, expires: null, valueText: `Brinde ${number}` }),
	});
	const banners = new Collection({
		name: 'banner',
		key: 'id',
		firstNumber: 23,
		defaults: (number) => ({ status: 'ACTIVE', viewOrder: number, platforms: ['WEB'], availabilities: [] }),
		sample: (number) => ({ type: 'REWARDS', name: `Banner ${number}`, photoUrl: null }),
	});
	const bannerTypes = new Collection({
		name: 'type',
		key: 'type',
		idOf: (number): Id => `SAMPLE_${number}`,
	});
	const voucherCategories = new Links(vouchers, categories);
	const voucherCustomers = new Links(vouchers, customers);
	const loyaltyCustomers = new Links(loyaltyPrograms, customers);
	const referralCustomers = new Links(referralPrograms, customers);

	const inPages = handlers().paged;
	const inOne = handlers().whole;
	const persons = matches(
		{
			firstName: 'firstName',
			lastName: 'lastName',
			email: 'email',
			telephone: 'telephone',
			document: 'document',
		},
		['firstName', 'lastName'],
	);
	const isVoucher = matches({ code: 'code' });
	const isProgram = matches({ status: 'status' });
	const isReferral = matches({ memberGetMembersId: 'id', type: 'type' });
	const changeCategories = (change: (voucher: Id, category: Id) => void) =>
		knowing({ id: vouchers }, ({ params, body }) => {
			for (const category of (body as { categoryIds: number[] }).categoryIds)
				change(params.id ?? '', category);
			return done();
		});
	const participants = (links: Links, programs: Collection) =>
		knowing({ id: programs }, (call) => {
			const rows = links.rightsOf(call.params.id ?? '');
			const { customersId, ...query } = call.query;
			const wanted = rows.filter(
				(row) => persons(row, query) && (customersId === undefined || String(row.id) === customersId),
			);
			return page('participant', wanted, call);
		});
	let images = 0;

	return {
		operations: {
			'voucher.getAll': inPages.list(vouchers, {
				where: (row, query) =>
					isVoucher(row, query) &&
					asks(query, 'active', row.active === true) &&
					asks(query, 'expired', isOver(row, 'expires', today())),
			}),
			'voucher.create': inPages.create(vouchers),
			'voucher.update': inPages.update(vouchers),
			'voucher.delete': inPages.remove(vouchers),
			'voucher.getAllAvailability': inOne.list(voucherHours),
			'voucher.createAvailabilities': knowing(
				{ id: vouchers },
				createSeveral(voucherHours, 'voucherAvailabilities', 'id'),
			),
			'voucher.updateAvailability': inOne.update(voucherHours),
			'voucher.deleteAvailability': inOne.remove(voucherHours),
			'voucher.getAllCategory': knowing({ id: vouchers }, ({ params }) =>
				whole('category', voucherCategories.rightsOf(params.id ?? '')),
			),
			'voucher.addCategories': changeCategories((voucher, category) => {
				voucherCategories.bind(voucher, category);
			}),
			'voucher.removeCategories': changeCategories((voucher, category) => {
				voucherCategories.cut(voucher, category);
			}),
			'voucher.getAllCustomer': knowing({ id: vouchers }, (call) =>
				page('customer', voucherCustomers.rightsOf(call.params.id ?? ''), call),
			),

			'loyaltyProgram.getAll': inPages.list(loyaltyPrograms, {
				where: (row, query) =>
					isProgram(row, query) && asks(query, 'expired', isOver(row, 'dateEnd', today())),
			}),
			'loyaltyProgram.get': inPages.get(loyaltyPrograms),
			'loyaltyProgram.create': inPages.create(loyaltyPrograms),
			'loyaltyProgram.update': inPages.update(loyaltyPrograms),
			'loyaltyProgram.delete': inPages.remove(loyaltyPrograms),
			'loyaltyProgram.getAllParticipant': participants(loyaltyCustomers, loyaltyPrograms),
			'loyaltyProgram.getAllStep': inOne.list(steps),
			'loyaltyProgram.createSteps': knowing({ id: loyaltyPrograms }, createSeveral(steps, 'steps', 'id')),
			'loyaltyProgram.deleteStep': inOne.remove(steps),

			'referralProgram.getAll': inPages.list(referralPrograms, {
				where: (row, query) =>
					isReferral(row, query) &&
					asks(query, 'active', row.active === true) &&
					asks(query, 'expired', isOver(row, 'expires', today())),
			}),
			'referralProgram.create': inPages.create(referralPrograms),
			'referralProgram.update': inPages.update(referralPrograms),
			'referralProgram.delete': inPages.remove(referralPrograms),
			'referralProgram.getAllParticipant': participants(referralCustomers, referralPrograms),

			'banner.getAll': inOne.list(banners),
			'banner.create': inOne.create(banners),
			'banner.update': inOne.update(banners),
			'banner.delete': inOne.remove(banners),
			'banner.getAllType': inOne.list(bannerTypes),
			'banner.sort': ({ body }) => {
				const ids = body as number[];
				banners.sort(ids);
				for (const [place, id] of ids.entries()) banners.update(id, { viewOrder: place + 1 });
				return done();
			},
			'banner.uploadImage': (call) => success(imageUrl(call, ++images)),
		},
		lists: {
			'voucher.getAll': (count) => vouchers.fill(count),
			'voucher.getAllAvailability': (count) => voucherHours.fill(count, 5),
			'voucher.getAllCategory': (count) =>
				voucherCategories.fillRights(5, count, () => categories.createSample()),
			'voucher.getAllCustomer': (count) =>
				voucherCustomers.fillRights(5, count, () => customers.createSample()),
			'loyaltyProgram.getAll': (count) => loyaltyPrograms.fill(count),
			'loyaltyProgram.getAllParticipant': (count) =>
				loyaltyCustomers.fillRights(61, count, () => customers.createSample()),
			'loyaltyProgram.getAllStep': (count) => steps.fill(count, 61),
			'referralProgram.getAll': (count) => referralPrograms.fill(count),
			'referralProgram.getAllParticipant': (count) =>
				referralCustomers.fillRights(71, count, () => customers.createSample()),
			'banner.getAll': (count) => banners.fill(count),
			'banner.getAllType': (count) => bannerTypes.fill(count),
		},
		stock() {
			stockWith([
				[
					vouchers,
					{
						id: 5,
						type: 'FIXED',
						code: 'BEMVINDO10',
						description: 'Dez reais de desconto',
						...prize,
						expires: '2099-12-31',
					},
				],
				// Active and expired at once, as a person finds it who forgot about it.
				[vouchers, { id: 6, type: 'PERCENT', code: 'BEMVINDO10', valuePercent: 10, expires: '2025-12-31' }],
				[voucherHours, { id: 801, ...SHIFT }, 5],
				[
					loyaltyPrograms,
					{
						id: 61,
						description: 'A cada dez pedidos um grátis',
						dateBegin: '2026-01-01',
						dateEnd: '2099-12-31',
						baseCountType: 'progressive',
						valueBaseCount: 10,
						benefitType: 'not_applicable',
						disablePeriodSixHours: false,
					},
				],
				[
					loyaltyPrograms,
					{
						id: 62,
						description: 'Programa de 2025',
						dateBegin: '2025-01-01',
						dateEnd: '2025-12-31',
						baseCountType: 'points',
						valueBaseCount: 100,
						benefitType: 'percentage',
						benefitValue: '10',
						disablePeriodSixHours: true,
					},
				],
				[steps, { id: 62, step: 1, benefitType: 'percentage', benefitValue: '10' }, 61],
				[
					referralPrograms,
					{ id: 71, type: 'PERCENT', active: true, expires: '2025-12-31', valuePercent: 10 },
				],
				...BANNER_TYPES.map((type): [Collection, Row] => [bannerTypes, { type }]),
				[
					banners,
					{
						id: 21,
						type: 'CATEGORY',
						name: 'Semana da pizza',
						photoUrl: 'https://example.com/banner.png',
						extraData: { categoryId: 101 },
					},
				],
				[banners, { id: 22, type: 'REWARDS', name: 'Prêmios', photoUrl: null }],
			]);
			voucherCategories.seed(5, 101);
			voucherCustomers.seed(5, 9001);
			loyaltyCustomers.seed(61, 9001);
			referralCustomers.seed(71, 9001);
		},
		clear() {
			for (const collection of [vouchers, voucherHours, loyaltyPrograms, steps]) collection.clear();
			for (const collection of [referralPrograms, banners, bannerTypes]) collection.clear();
			for (const links of [voucherCategories, voucherCustomers, loyaltyCustomers, referralCustomers]) {
				links.clear();
			}
		},
	};
}
