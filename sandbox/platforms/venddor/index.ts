import { join } from 'node:path';
import type { Problem } from '../../bodies';
import type { Collection, Row } from '../../collections';
import { strictApi } from '../../strict-api';
import {
	Refusal,
	type PlatformContext,
	type PlatformCredential,
	type PlatformRequest,
	type Reply,
	type SandboxPlatform,
} from '../../types';
import { isIn, productHandlers } from './catalogue';
import { orderHandlers } from './orderRoutes';
import { ORDER_KINDS } from './orders';
import { customerHandlers } from './people';
import { failure, handlersOf, type Handlers, type Resource } from './resources';
import { shipmentHandlers } from './shipments';
import { createShop, type Shop } from './shop';
import { phpMap } from './shown';
import { STOCKED_WAREHOUSE } from './samples';
import { stockHandlers, stockOf } from './stock';
import { VenddorOrders } from './store';
import { equal, resourcesOf } from './things';

/**
 * Venddor as its public pages describe it. Sources as in nodes/Venddor/openapi/_shared.yaml.
 *
 * Facts: routes, filters and Basic authentication [S] [overview-html]; text for numbers in lists [S], numbers among them
 * in details, products by the id of their line, and 200 for an order that is not there [retrieveorderdetails]; `params`
 * of orders only when nothing matches, with the total as text [S]; 405 when an update lacks its parameter
 * [update-order-status-html]; products by code with decimal comma, at most 60, or 50 with price tables; the refusal of a
 * CNPJ in Portuguese [addnewcustomers]; 409 for statuses and shipping methods in use; 413 and 415
 * [api-response-errors-html]; user groups by their id [fields13-html]; new orders are open (O) [CreateanOrder].
 *
 * The sandbox's choice, where no page says anything:
 * - orders of the store's customers begin with E, sent to the vendor, which the seed tells vendors to fetch;
 * - what the document does not allow is refused with 400; pages have 20 orders, or 10 of anything else;
 * - the other lists have `params` with a total, as text or number; warehouses, stock and payment methods have none;
 * - empty maps are lists, as PHP writes them; nothing but statuses and shipping methods is kept from being deleted;
 * - there is no /api/auth and no Venddor IO.
 */

export const VENDDOR_EMAIL = 'integracao@venddor.test';
export const VENDDOR_API_KEY = 'sandbox-venddor';

const DOCUMENT = join(__dirname, '../../../nodes/Venddor');

export const VENDDOR_CREDENTIAL: PlatformCredential = {
	type: 'venddorApi',
	data: (baseUrl) => ({
		baseUrl,
		pathPrefix: '/api',
		email: VENDDOR_EMAIL,
		apiKey: VENDDOR_API_KEY,
		timeZone: 'America/Sao_Paulo',
		allowedHttpRequestDomains: 'domains',
		allowedDomains: new URL(baseUrl).hostname,
	}),
};

/** Letters that a new status can get. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

export async function createPlatform(context: PlatformContext): Promise<SandboxPlatform> {
	const { now } = context;
	const shop = createShop();
	const store = new VenddorOrders(context, shop);
	const resources = resourcesOf(shop, { get: (number) => store.get(number), all: () => store.list({}) });
	const [products] = resources as [Resource];
	const stock = stockOf(shop);
	const errorBody = (message: string) => ({ message });

	const api = await strictApi({
		document: DOCUMENT,
		leaveOut: ['login.requestApiKey', 'login.createToken'],
		errorBody,
		security: { basic: isLogin },
		unauthorized: () => failure(401, 'Unauthorized: wrong e-mail or API key'),
		unknownRoute: failure,
		refuse,
		operations: {
			...(Object.assign({}, ...resources.map(handlersOf)) as Handlers),
			...productHandlers(products, shop),
			...customerHandlers(shop, now),
			...stockHandlers(stock, shop, now),
			...shipmentHandlers(shop, (number) => store.get(number), now),
			...orderHandlers(store, shop),
			...handlersOfTheRest(shop),
		},
	});

	/** Puts in the samples that are not there, of everything but these. */
	const furnish = (but: Collection[] = []) => {
		for (const { collection, samples } of [...resources, stock]) {
			if (but.includes(collection)) continue;
			for (const row of samples) {
				if (!collection.has(collection.idOf(row))) collection.create({ ...row }, parentOf(collection, row));
			}
		}
	};
	const reset = () => {
		store.clear();
		for (const collection of Object.values(shop)) collection.clear();
		furnish([shop.shipments, shop.carts]);
	};
	reset();

	const lists = listsOf(shop, resources, store);
	return {
		displayName: 'Venddor',
		login: { 'E-Mail': VENDDOR_EMAIL, 'API Key': VENDDOR_API_KEY },
		credential: VENDDOR_CREDENTIAL,
		kinds: [...ORDER_KINDS],
		operations: api.operations,
		loginOperation: null,
		callsWebhooks: false,
		operationOf: api.operationOf,
		handle: api.handle,
		errorBody,
		placeOrder: (wish) => store.place(wish),
		cancelAsCustomer: (id) => store.cancelAsCustomer(Number(id)),
		moveAsStaff: (id, to) => store.moveAsStaff(Number(id), to),
		orders: () => store.orders(),
		storeOpen: () => null,
		examples() {
			furnish();
			store.examples();
		},
		fill(operation, count) {
			const fill = lists[operation];
			if (!fill) throw new Refusal(`"${operation}" is none of ${Object.keys(lists).join(', ')}`);
			fill(count);
		},
		// Basic authentication has no tokens
		expireTokens: () => undefined,
		reset,
	};
}

function handlersOfTheRest({ statuses, userGroups, payments }: Shop): Handlers {
	return {
		'status.create': ({ body }) => {
			const taken = new Set(statuses.list().map(({ status }) => status));
			const status = LETTERS.find((letter) => !taken.has(letter));
			if (status === undefined) return failure(400, 'Bad Request: no letter is free');
			return {
				status: 201,
				body: { status_id: statuses.idOf(statuses.create({ ...(body as Row), status })) },
			};
		},
		'userGroup.getAll': ({ query }) => {
			const groups = userGroups.list().filter((row) => equal('type', 'status')(row, query));
			const usergroups = phpMap(
				Object.fromEntries(groups.map((group) => [String(group.usergroup_id), group])),
			);
			return { status: 200, body: { usergroups } };
		},
		'paymentMethod.getAll': () => ({ status: 200, body: { payments: payments.list() } }),
	};
}

/** How the list of an operation is filled. */
function listsOf(
	shop: Shop,
	resources: Resource[],
	store: VenddorOrders,
): Record<string, (count: number) => void> {
	const fillProducts = (belongs: (row: Row) => boolean) => (count: number) => {
		const { products } = shop;
		const known = products.list().filter(belongs);
		for (const row of known.slice(count)) products.delete(products.idOf(row));
		products.fill(products.list().length + Math.max(0, count - known.length));
	};
	return {
		...Object.fromEntries(
			resources.map(({ tag, collection }) => [`${tag}.getAll`, (count: number) => collection.fill(count)]),
		),
		'order.getAll': (count) => store.fill(count),
		'product.getAllOfVendor': fillProducts(({ company_id }) => company_id === 32),
		'product.getAllOfStorefront': fillProducts(() => true),
		'product.getAllOfCategory': fillProducts((row) => isIn(row, 166)),
		'warehouse.getAllStock': (count) => shop.stocks.fill(count, STOCKED_WAREHOUSE),
	};
}

const parentOf = ({ inside }: Collection, row: Row) => (inside ? inside.idOf(row) : undefined);

function isLogin({ authorization }: PlatformRequest['headers']): boolean {
	const [scheme = '', value = ''] = String(authorization ?? '').split(' ');
	const given = Buffer.from(value, 'base64').toString('utf8');
	return scheme.toLowerCase() === 'basic' && given === `${VENDDOR_EMAIL}:${VENDDOR_API_KEY}`;
}

/**
 * An update without any parameter is answered with 405 [update-order-status-html], a body that is no JSON with 415
 * [api-response-errors-html].
 */
function refuse(problems: Problem[]): Reply {
	const is = (wanted: string) => problems.some(({ keyword, place }) => wanted === `${place} ${keyword}`);
	if (is('request required')) return failure(405, 'Method Not Allowed: the body is missing');
	const text = problems.map(({ message }) => message).join('; ');
	if (is('requestBody minProperties')) return failure(405, `Method Not Allowed: ${text}`);
	return is('request mediaType') ? failure(415, text) : failure(400, `Bad Request: ${text}`);
}
