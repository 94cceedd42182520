import { Collection, type Row } from '../../collections';
import type { ApiCall } from '../../strict-api';
import { done, handlers, knowing, matches, refused, success } from './manners';
import { createSeveral } from './menu';
import { brl, stockWith, type Part } from './part';
import { SHIFT } from './promotions';

/** The administrator whose login the credential uses. */
const OWNER = 10;
/** What the authenticator app of the sandbox always shows. */
const TOTP_CODE = '123456';

const FEES = { price: brl(700), minimumWaitingMinutes: 30, maximumWaitingMinutes: 60 };

/** Reading nests the fee and the inactive hours, writing does not [D]. */
export function shownArea(row: Row): Row {
	const { price, inactivationStart, inactivationEnd, inactivationStatus, ...rest } = row;
	const { dynamicPrice, dynamicPriceStart, dynamicPriceEnd, dynamicPriceStatus, ...area } = rest;
	return {
		...area,
		inactivationPeriod:
			inactivationStatus === true || inactivationStart ? { inactivationStart, inactivationEnd } : null,
		deliveryFeePricingRule: {
			type: dynamicPriceStatus === true ? 'DYNAMIC' : 'FIXED',
			fixedPrice: price,
			dynamicPrice: dynamicPrice ?? null,
			dynamicPriceStart: dynamicPriceStart ?? null,
			dynamicPriceEnd: dynamicPriceEnd ?? null,
		},
	};
}

/** The store itself: who works there, when it is open, where it delivers, how people pay. */
export function createShop(parts: {
	store: Row;
	onOpenChanged: (open: boolean) => void;
}): Part & { areas: Collection; isOpen: () => boolean } {
	const administrators = new Collection({
		name: 'administrator',
		key: 'id',
		firstNumber: 12,
		defaults: () => ({ level: 'COMMON', hasPermissionToEditOrder: true, hasPermissionToDeleteOrder: true }),
		sample: (number) => ({ firstName: 'Operador', lastName: `${number}`, email: `op${number}@example.com` }),
	});
	const hours = new Collection({
		name: 'businessHour',
		key: 'id',
		firstNumber: 33,
		sample: () => ({ ...SHIFT }),
	});
	const questions = new Collection({
		name: 'checkoutQuestion',
		key: 'id',
		firstNumber: 42,
		sample: (number) => ({ question: `Pergunta ${number}?`, answerType: 'TEXT', required: false }),
	});
	const areas = new Collection({
		name: 'deliveryArea',
		key: 'id',
		firstNumber: 9,
		defaults: () => ({ isActive: true }),
		sample: (number) => ({
			name: `Zona ${number}`,
			type: 'CIRCLE',
			center: { lat: -23.55, lng: -46.63 },
			radius: 100 * number,
			...FEES,
		}),
	});
	const locations = new Collection({
		name: 'specificLocation',
		key: 'id',
		firstNumber: 92,
		sample: (number) => ({ name: `Local ${number}`, zipCode: '01000-000', ...FEES, isActive: true }),
	});
	const tables = new Collection({
		name: 'tablesection',
		key: 'idempotencyKey',
		idOf: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
		defaults: (number) => ({ viewOrder: number, prefixCode: null, status: 'ACTIVE' }),
		sample: (number) => ({ name: `Setor ${number}`, tableQuantity: 4 }),
	});
	const payments = new Collection({
		name: 'paymentMethod',
		key: 'id',
		firstNumber: 5,
		defaults: () => ({ isTicket: false, isCredit: false, onlineAcceptance: true, deliveryAcceptance: true }),
		sample: (number) => ({ name: `Vale ${number}` }),
	});

	const fresh = () => ({
		open: true,
		factors: [] as string[],
		recoveryRound: 1,
		hours: { timezone: 'America/Sao_Paulo', acceptScheduledOrders: true, maxDaysToSchedule: 7 } as Row,
		delivery: { minimumOrder: brl(2000), takeoutStatus: true, takeoutTime: 20 } as Row,
		payment: { hasDiscountForCashPayment: 0 } as Row,
	});
	let state = fresh();
	const settings = (name: 'hours' | 'delivery') => ({
		read: () => success(state[name]),
		write: ({ body }: ApiCall) => success(Object.assign(state[name], body)),
	});
	const recoveryCodes = () =>
		success({
			recoveryCodes: Array.from({ length: 8 }, (_, index) => `SANDBOX-${state.recoveryRound}${index}`),
		});

	const { paged, whole } = handlers((row, collection) => (collection === areas ? shownArea(row) : row));
	const isArea = matches({ name: 'name', deliveryAreaId: 'id', type: 'type' });
	const isLocation = matches({ name: 'name', specificLocationId: 'id', zipcode: 'zipCode' });

	return {
		areas,
		isOpen: () => state.open,
		operations: {
			'administrator.getAll': paged.list(administrators),
			'administrator.create': paged.create(administrators),
			// A password is taken and not shown again.
			'administrator.update': paged.update(administrators, { keep: ({ password: _taken, ...rest }) => rest }),
			'administrator.delete': (call) =>
				administrators.get(call.params.id ?? '')?.level === 'ADMINISTRATOR'
					? refused(422, 'not_allowed', 'Administradores não podem ser excluídos')
					: paged.remove(administrators)(call),
			'administrator.getCurrent': () => success(administrators.get(OWNER)),
			'administrator.getSettings': () => success({ language: 'pt-BR', notifications: true }),
			'administrator.registerDevice': done,
			'administrator.getAuthenticationFactors': () => success({ authenticationFactors: state.factors }),
			'administrator.startTotp': () =>
				success({ secret: 'SANDBOX', uri: 'otpauth://totp/Sandbox?secret=SANDBOX' }),
			'administrator.confirmTotp': ({ body }) => {
				if ((body as { confirmationTotpCode: string }).confirmationTotpCode !== TOTP_CODE) {
					return refused(422, 'invalid_code', 'Código inválido');
				}
				state.factors = ['TOTP'];
				return { status: 200, body: { status: 'success' } };
			},
			'administrator.getRecoveryCodes': recoveryCodes,
			'administrator.createRecoveryCodes': () => {
				state.recoveryRound++;
				return recoveryCodes();
			},

			'businessHours.getAll': whole.list(hours),
			'businessHours.create': createSeveral(hours, 'businessHours'),
			'businessHours.update': whole.update(hours),
			'businessHours.delete': whole.remove(hours),
			'businessHours.getSettings': settings('hours').read,
			'businessHours.updateSettings': settings('hours').write,

			'checkoutQuestion.getAll': whole.list(questions),
			'checkoutQuestion.create': whole.create(questions),
			'checkoutQuestion.update': whole.update(questions),
			'checkoutQuestion.delete': whole.remove(questions),

			'deliveryArea.getAll': paged.list(areas, { where: isArea }),
			'deliveryArea.create': paged.create(areas),
			'deliveryArea.update': paged.update(areas),
			'deliveryArea.delete': paged.remove(areas),
			'deliveryArea.updateAll': ({ body }) => {
				for (const places of [areas, locations]) {
					for (const row of places.list()) places.update(places.idOf(row), body as Row);
				}
				return done();
			},
			'deliveryArea.getSettings': settings('delivery').read,
			'deliveryArea.updateSettings': settings('delivery').write,
			// São Paulo is near enough for the sandbox; where a real point lies is not computed.
			'deliveryArea.checkAddress': ({ body }) => {
				const { state: region } = body as { state: string };
				const area = areas.list().find(({ isActive }) => isActive === true && region === 'SP');
				return success({ isDelivered: area !== undefined, deliveryArea: area ? shownArea(area) : null });
			},
			'deliveryArea.reportZipcode': done,

			'specificLocation.getAll': paged.list(locations, { where: isLocation }),
			'specificLocation.create': paged.create(locations),
			'specificLocation.update': paged.update(locations),
			'specificLocation.delete': paged.remove(locations),

			'tableSection.getAll': whole.list(tables),
			'tableSection.create': whole.create(tables),
			'tableSection.update': whole.update(tables),
			'tableSection.delete': whole.remove(tables),

			'paymentMethod.getAll': whole.list(payments),
			'paymentMethod.create': whole.create(payments, { keep: (body) => ({ ...body, status: true }) }),
			'paymentMethod.updateStatus': knowing({ id: payments }, ({ params, body }) =>
				success(payments.update(params.id ?? '', body as Row)),
			),
			'paymentMethod.updateSettings': ({ body }) => {
				Object.assign(state.payment, body);
				return done();
			},

			'store.get': () => success({ ...parts.store, accept_orders: state.open, ...state.payment }),
			'store.setAcceptOrders': ({ body }) => {
				state.open = (body as { accept_orders: boolean }).accept_orders;
				parts.onOpenChanged(state.open);
				return done();
			},
		},
		lists: {
			'administrator.getAll': (count) => administrators.fill(count),
			'businessHours.getAll': (count) => hours.fill(count),
			'checkoutQuestion.getAll': (count) => questions.fill(count),
			'deliveryArea.getAll': (count) => areas.fill(count),
			'specificLocation.getAll': (count) => locations.fill(count),
			'tableSection.getAll': (count) => tables.fill(count),
			'paymentMethod.getAll': (count) => payments.fill(count),
		},
		stock() {
			const method = { isTicket: false, isCredit: false, onlineAcceptance: false, status: true };
			stockWith([
				[
					administrators,
					{
						id: OWNER,
						firstName: 'Loja',
						lastName: 'Sandbox',
						email: 'loja@example.com',
						level: 'ADMINISTRATOR',
					},
				],
				[administrators, { id: 11, firstName: 'Maria', lastName: 'Souza', email: 'maria.souza@example.com' }],
				[hours, { id: 31, ...SHIFT }],
				[hours, { id: 32, ...SHIFT, weekday: 3 }],
				[
					questions,
					{
						id: 41,
						question: 'Precisa de talheres?',
						answerType: 'TEXT',
						required: false,
						viewOrder: 1,
						status: 'ACTIVE',
					},
				],
				[
					areas,
					{
						id: 8,
						name: 'Zona 1',
						type: 'CIRCLE',
						center: { lat: -23.55, lng: -46.63 },
						radius: 3000,
						...FEES,
					},
				],
				[locations, { id: 91, name: 'Condomínio Exemplo', zipCode: '01000-000', ...FEES, isActive: true }],
				[tables, { idempotencyKey: 'a-uuid', name: 'Salão', tableQuantity: 10, prefixCode: 1 }],
				[payments, { id: 1, name: 'Dinheiro', ...method }],
				[payments, { id: 2, name: 'Cartão de crédito', ...method, isCredit: true }],
				[payments, { id: 3, name: 'Vale-refeição', ...method, isTicket: true }],
				[payments, { id: 4, name: 'Pix', ...method, onlineAcceptance: true, deliveryAcceptance: false }],
			]);
		},
		clear() {
			for (const collection of [administrators, hours, questions, areas]) collection.clear();
			for (const collection of [locations, tables, payments]) collection.clear();
			state = fresh();
		},
	};
}
