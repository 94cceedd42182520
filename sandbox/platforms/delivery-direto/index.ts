import { join } from 'node:path';
import { strictApi, type ApiCall } from '../../strict-api';
import { createTokens } from '../../tokens';
import {
	Refusal,
	type PlatformContext,
	type PlatformCredential,
	type PlatformRequest,
	type Reply,
	type SandboxPlatform,
} from '../../types';
import { createCustomers } from './customers';
import { failed, storefront } from './manners';
import { createMenu } from './menu';
import { DirectOrders } from './orders';
import type { Part } from './part';
import { createPizzas } from './pizzas';
import { createPromotions } from './promotions';
import { ORDER_KINDS, STORE } from './samples';
import { createShop } from './shop';
import { storeDay } from './time';
import { createWebhooks } from './webhooks';

/**
 * The Admin API of one Delivery Direto store. Sources as in nodes/DeliveryDireto/openapi/_shared.yaml.
 *
 * Facts: the token of six hours for user or refresh token, as JSON or as a form [A] [B] [D] [F]; store and client in
 * headers of every call [A] [B]; `access_denied` for a bad token [G]; the envelopes [A] [H], the HTML page of an unknown
 * route [H]; paging [A] [D] [F]; what the parts say of themselves. The rate limit that [E] keeps to is a fault of the
 * sandbox (`rateLimit`), off by default.
 *
 * The sandbox's choice: 401 for a bad token, 404 `error` for an unknown id, a refresh token of 30 days, and whatever else
 * the page does not tell, which is most answers.
 */

export const DELIVERY_DIRETO_LOGIN = {
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-delivery-direto-secret',
	storeId: STORE.deliverydiretoId,
	username: 'api@loja.test',
	password: 'sandbox-delivery-direto',
};

export const DELIVERY_DIRETO_CREDENTIAL: PlatformCredential = {
	type: 'deliveryDiretoApi',
	data: (baseUrl) => ({
		environment: 'custom',
		baseUrl,
		...DELIVERY_DIRETO_LOGIN,
		timeZone: 'America/Sao_Paulo',
		allowedHttpRequestDomains: 'domains',
		allowedDomains: new URL(baseUrl).hostname,
	}),
};

const DOCUMENT = join(__dirname, '../../../nodes/DeliveryDireto');
const LOGIN = 'login.create';
const TOKEN_SECONDS = 6 * 60 * 60;
const REFRESH_SECONDS = 30 * 24 * 60 * 60;
const FORM = 'application/x-www-form-urlencoded';

const ACCESS_DENIED: Reply = { status: 401, body: { error: 'access_denied' } };

export async function createPlatform(context: PlatformContext): Promise<SandboxPlatform> {
	const tokens = createTokens(context.now, TOKEN_SECONDS);
	const refreshTokens = createTokens(context.now, REFRESH_SECONDS);
	const { clientId, clientSecret, storeId, username, password } = DELIVERY_DIRETO_LOGIN;

	const webhooks = createWebhooks(context, clientSecret);
	const people = createCustomers((customer) => orders.figuresOf(customer));
	const orders = new DirectOrders(context, {
		customerOf: (person) =>
			people.customers.list().find(({ telephone }) => telephone === person.telephone) ??
			people.customers.create(person),
		report: (report) => webhooks.report(report),
	});
	const menu = createMenu();
	const shop = createShop({
		store: STORE,
		onOpenChanged: (open) => context.emit({ type: 'storeOpenChanged', open }),
	});
	/** A store has a menu, customers and hours from the first day; orders and calls come with `examples`. */
	const stocked: Part[] = [
		people,
		menu,
		createPizzas(),
		createPromotions({ ...menu, ...people, today: () => storeDay(context.now()) }),
		shop,
	];
	const parts: Part[] = [
		...stocked,
		webhooks,
		{
			operations: orders.operations(),
			lists: orders.lists(),
			stock: () => orders.examples(),
			clear: () => orders.clear(),
		},
	];
	const lists = Object.assign({}, ...parts.map((part) => part.lists)) as Part['lists'];
	const open = () => {
		for (const part of stocked) part.stock();
	};

	const logIn = ({ body }: ApiCall): Reply => {
		const given = body as Record<string, string>;
		const isClient = given.client_id === clientId && given.client_secret === clientSecret;
		const isUser =
			given.grant_type === 'password' ? given.username === username && given.password === password : false;
		const isKnown =
			given.grant_type === 'refresh_token' && refreshTokens.isValid(String(given.refresh_token ?? ''));
		if (!isClient || !(isUser || isKnown)) return ACCESS_DENIED;
		return {
			status: 200,
			body: {
				access_token: tokens.issue(username).token,
				token_type: 'bearer',
				expires_in: TOKEN_SECONDS,
				refresh_token: refreshTokens.issue(username).token,
			},
		};
	};

	const api = await strictApi({
		document: DOCUMENT,
		errorBody,
		security: {
			oauth(headers) {
				const [scheme = '', token = ''] = String(headers.authorization ?? '').split(' ');
				return scheme.toLowerCase() === 'bearer' && tokens.isValid(token);
			},
			store: (headers) => headers['x-deliverydireto-id'] === storeId,
			client: (headers) => headers['x-deliverydireto-client-id'] === clientId,
		},
		unauthorized: () => ACCESS_DENIED,
		refuse: failed,
		unknownRoute: storefront,
		operations: Object.assign({ [LOGIN]: logIn }, ...parts.map(({ operations }) => operations)),
	});
	open();

	return {
		displayName: 'Delivery Direto',
		login: {
			'Client ID': clientId,
			'Client Secret': clientSecret,
			'Store ID': storeId,
			User: username,
			Password: password,
		},
		credential: DELIVERY_DIRETO_CREDENTIAL,
		kinds: [...ORDER_KINDS],
		operations: api.operations,
		loginOperation: LOGIN,
		callsWebhooks: true,
		operationOf: api.operationOf,
		handle: (request) => api.handle(asJson(request, api.operationOf(request.method, request.path))),
		errorBody,
		placeOrder: (wish) => orders.place(wish),
		cancelAsCustomer: (id) => orders.cancelAsCustomer(Number(id)),
		moveAsStaff: (id, to) => orders.moveAsStaff(Number(id), to),
		orders: () => orders.all(),
		storeOpen: () => shop.isOpen(),
		examples() {
			for (const part of parts) part.stock();
		},
		fill(operation, count) {
			const fill = lists[operation];
			if (!fill) throw new Refusal(`"${operation}" is none of ${Object.keys(lists).join(', ')}`);
			fill(count);
		},
		expireTokens() {
			tokens.expireAll();
			refreshTokens.expireAll();
		},
		reset() {
			for (const part of parts) part.clear();
			open();
		},
	};
}

const errorBody = (message: string) => ({ status: 'error', code: 'error', message });

/** The login takes a form as well as JSON [F] [H]; the document describes the JSON. */
function asJson(request: PlatformRequest, operation: string | null): PlatformRequest {
	if (operation !== LOGIN || !String(request.headers['content-type']).startsWith(FORM)) return request;
	const fields = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
	return {
		...request,
		headers: { ...request.headers, 'content-type': 'application/json' },
		body: Buffer.from(JSON.stringify(fields)),
	};
}
