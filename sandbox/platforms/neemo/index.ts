import { join } from 'node:path';
import { strictApi, type ApiCall } from '../../strict-api';
import {
	Refusal,
	type PlatformContext,
	type PlatformRequest,
	type Reply,
	type SandboxPlatform,
} from '../../types';
import { BATCH_OPERATIONS, rowsOfBatch } from './batches';
import { NeemoMenu, type Entry } from './menu';
import { ORDER_KINDS } from './orders';
import { NeemoRefusal, NeemoStore, type Filter } from './store';

/**
 * Neemo as public pages and public code describe it. Sources as in nodes/Neemo/openapi.yaml.
 *
 * Facts: routes of the orders [S] [FI] and bodies of everything [S]; the token in the body of every call [S]; orders as
 * form fields and the menu as JSON; HTTP 201 with `code` 200 for order lists and details [PY] [MP], 200 for a new status
 * [IN]; `code` 401 for a bad token, 404 for something unknown and for "no results" [FI]; that a failure can come with
 * HTTP 200 [MP] [FI]; `paging` with total and limit [FI]; rows without what was ordered [S]; rows of batches
 * (batches.ts); payment methods of the sample, whose two lists are not quite alike.
 *
 * The sandbox's choice, where no page says anything:
 * - a bad token and a refused status come with HTTP 200, an unknown order and an empty list with HTTP 404;
 * - what the document does not allow, JSON for orders and forms for the menu, is refused with HTTP 400;
 * - the other POSTs answer 201, PUTs 200; a page has 20 orders unless `limit` says otherwise;
 * - the steps from status to status (store.ts) and that an online payment takes two minutes.
 */

export const NEEMO_TOKEN = '00aa0a0aa0b00bb0a000a00aa0a00000';

const DOCUMENT = join(__dirname, '../../../nodes/Neemo/openapi.yaml');

/** The sample [S] 1.1.3: "Débito Elo" is "Elo" in the list of names, which has one more and one less. */
const PAYMENT_NAMES = ['Dinheiro', 'Débito Mastercard', 'Débito Visa', 'Elo', 'Crédito Hipercard'];
const PAYMENT_OPTIONS = [
	{ name: 'Dinheiro', ref: '106' },
	{ name: 'Débito Mastercard', ref: '100' },
	{ name: 'Débito Visa', ref: '101' },
	{ name: 'Débito Elo', ref: '105' },
];

const NAMES: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' };

const failure = (status: number, code: number, message: string): Reply => ({
	status,
	body: { code, name: NAMES[code], causes: [{ message }] },
});

const success = (status: number, members: object): Reply => ({
	status,
	body: { code: 200, name: 'Success', ...members },
});

export async function createPlatform(context: PlatformContext): Promise<SandboxPlatform> {
	const store = new NeemoStore(context);
	const menu = new NeemoMenu();
	let tokenIsValid = true;
	let paymentOptions = PAYMENT_OPTIONS;
	const errorBody = (message: string) => failure(400, 400, message).body;

	const operations: Record<string, (call: ApiCall) => Reply> = {
		'order.getAll': ({ body }) => {
			const { rows, total, limit } = store.list(body as Filter);
			if (rows.length === 0) return failure(404, 404, 'Nenhum resultado encontrado');
			return success(201, { paging: { total, limit }, Orders: rows });
		},
		'order.get': ({ params }) => success(201, { Order: store.detail(Number(params.order_id)) }),
		'order.changeStatus': ({ params, body }) =>
			success(200, { Order: store.setStatus(Number(params.order_id), (body as { status: number }).status) }),
		'paymentMethod.getAll': () =>
			success(201, { payment_methods: PAYMENT_NAMES, payment_options: paymentOptions }),
		'category.create': ({ body }) => ({
			status: 201,
			body: { code: 201, name: 'Category success created', id: menu.createCategory(body as Entry) },
		}),
	};
	for (const operation of BATCH_OPERATIONS) {
		operations[operation] = ({ body }) =>
			success(operation.endsWith('.update') ? 200 : 201, {
				Results: rowsOfBatch(menu, operation, body as Entry),
			});
	}

	const guarded = (operation: (call: ApiCall) => Reply) => (call: ApiCall) => {
		const { token_account } = call.body as { token_account: string };
		if (!tokenIsValid || token_account !== NEEMO_TOKEN) return failure(200, 401, 'token_account inválido');
		try {
			return operation(call);
		} catch (error) {
			if (!(error instanceof NeemoRefusal)) throw error;
			return failure(error.code === 404 ? 404 : 200, error.code, error.message);
		}
	};

	const api = await strictApi({
		document: DOCUMENT,
		errorBody,
		security: {},
		unauthorized: () => failure(200, 401, 'token_account inválido'),
		operations: Object.fromEntries(
			Object.entries(operations).map(([id, operation]) => [id, guarded(operation)]),
		),
	});

	return {
		displayName: 'Neemo',
		login: { 'Store Token': NEEMO_TOKEN },
		credential: {
			type: 'neemoApi',
			data: (baseUrl) => ({
				environment: 'custom',
				baseUrl,
				token: NEEMO_TOKEN,
				timeZone: 'America/Sao_Paulo',
				allowedHttpRequestDomains: 'domains',
				allowedDomains: new URL(baseUrl).hostname,
			}),
		},
		kinds: [...ORDER_KINDS],
		operations: api.operations,
		loginOperation: null,
		callsWebhooks: false,
		operationOf: api.operationOf,
		handle: async (request) => await api.handle(withTimeOfBareDays(request)),
		errorBody,
		placeOrder: (wish) => store.place(wish),
		cancelAsCustomer: (id) => store.cancelAsCustomer(Number(id)),
		moveAsStaff: (id, to) => store.moveAsStaff(Number(id), to),
		orders: () => store.orders(),
		storeOpen: () => null,
		examples: () => store.examples(),
		fill(operation, count) {
			if (operation === 'order.getAll') store.fill(count);
			else if (operation === 'paymentMethod.getAll') paymentOptions = manyPaymentOptions(count);
			else throw new Refusal(`"${operation}" is none of order.getAll, paymentMethod.getAll`);
		},
		expireTokens() {
			tokenIsValid = false;
		},
		reset() {
			store.clear();
			menu.reset();
			paymentOptions = PAYMENT_OPTIONS;
			tokenIsValid = true;
		},
	};
}

const manyPaymentOptions = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ name: `Forma ${index + 1}`, ref: String(1000 + index) }));

/** A filter that is a bare day [PY] is its first second; the document, and so the node, knows the whole time only. */
function withTimeOfBareDays(request: PlatformRequest): PlatformRequest {
	const text = request.body.toString('utf8');
	const whole = text.replace(/(^|&)(created_at|modified)=(\d{4}-\d\d-\d\d)(?=&|$)/g, '$&+00%3A00%3A00');
	return whole === text ? request : { ...request, body: Buffer.from(whole) };
}
