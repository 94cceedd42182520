import { join } from 'node:path';
import { strictApi, type ApiCall } from '../../strict-api';
import { createTokens } from '../../tokens';
import type {
	OrderId,
	PlatformContext,
	PlatformCredential,
	PlatformRequest,
	Reply,
	SandboxPlatform,
} from '../../types';
import { DigipixStore, ORDER_KINDS, Refused, type Decision, type NewOrder, type QuoteWish } from './store';

/**
 * Digipix as its public reference describes it. Sources as in nodes/Digipix/openapi.yaml.
 *
 * Facts: the path of the token [D], its JSON body with a list of scopes, its answer and its hour, and that a token has to
 * name what it is used for [S]; the operations with their parameters, bodies and answers [S]; the three ways to order [S];
 * that approving needs shipmentId or shipmentMethodId, and that cancelling ends with the production [S]; the body of a status
 * notification, sent for orders that were created with an address for it [S]; that there is no list of orders [S].
 *
 * The sandbox's choice, where no page says anything:
 * - every path but that of the token, and an error `{ "message": text }` with 400, 401, 403 or 404;
 * - the status of a cancelled order in answers (CANCELED), and what follows on IN_MANUFACTURING: SHIPPED with a tracking
 *   item, then DELIVERED. The time in which it happens: 10 minutes after the approval, an hour, a day, or at once by `advance`;
 * - ids of the shipments of quotes are counted (quote1, quote2 as in the sample) and stay valid;
 * - a shipmentMethodId without status leaves the order a quote; a label of a method is the name of a shipment;
 * - collecting (method 3) is refused: this partner has no contract for it;
 * - what else an item carries, such as its files, is handed back as it came;
 * - notifications go to this machine only and once, and the creation of an order is none.
 */

export const DIGIPIX_CLIENT_ID = 'sandbox-digipix';
export const DIGIPIX_CLIENT_SECRET = 'sandbox-digipix-secret';

export const DIGIPIX_CREDENTIAL: PlatformCredential = {
	type: 'digipixApi',
	data: (baseUrl) => ({
		environment: 'custom',
		baseUrl,
		clientId: DIGIPIX_CLIENT_ID,
		clientSecret: DIGIPIX_CLIENT_SECRET,
		timeZone: 'America/Sao_Paulo',
		allowedHttpRequestDomains: 'domains',
		allowedDomains: new URL(baseUrl).hostname,
	}),
};

const TOKEN_SECONDS = 60 * 60;
const DOCUMENT = join(__dirname, '../../../nodes/Digipix/openapi.yaml');
const LOGIN = 'login.create';

interface TokenRequest {
	client_id: string;
	client_secret: string;
	scope?: string[];
}

export interface DigipixPlatform extends SandboxPlatform {
	/** The next status of an approved order's life. @throws Refusal where there is none */
	advance(id: OrderId): void;
}

const bearerOf = (headers: PlatformRequest['headers']) => {
	const [scheme = '', value = ''] = String(headers.authorization ?? '').split(' ');
	return scheme.toLowerCase() === 'bearer' ? value : '';
};

export async function createPlatform(context: PlatformContext): Promise<DigipixPlatform> {
	const store = new DigipixStore(context);
	const tokens = createTokens(context.now, TOKEN_SECONDS);
	const scopes = new Map<string, string[]>();
	const errorBody = (message: string) => ({ message });
	const failure = (status: number, message: string): Reply => ({ status, body: errorBody(message) });

	const answer =
		(scope: string, status: number, work: (call: ApiCall) => unknown) =>
		(call: ApiCall): Reply => {
			if (!scopes.get(bearerOf(call.headers))?.includes(scope))
				return failure(403, `The token does not have the scope ${scope}`);
			try {
				return { status, body: work(call) };
			} catch (error) {
				if (!(error instanceof Refused)) throw error;
				return failure(error.status, error.message);
			}
		};

	const api = await strictApi({
		document: DOCUMENT,
		errorBody,
		security: { oauth: (headers) => tokens.isValid(bearerOf(headers)) },
		unauthorized: () => failure(401, 'Access token missing, invalid or expired'),
		operations: {
			[LOGIN]: ({ body }) => {
				const { client_id, client_secret, scope = [] } = body as TokenRequest;
				if (client_id !== DIGIPIX_CLIENT_ID || client_secret !== DIGIPIX_CLIENT_SECRET)
					return failure(401, 'Invalid client_id or client_secret');
				const { token } = tokens.issue(client_id);
				scopes.set(token, scope);
				return {
					status: 200,
					body: { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS },
				};
			},
			'order.create': answer('orders', 201, ({ body }) => store.create(body as NewOrder)),
			'order.get': answer('orders', 200, ({ params }) => store.read(String(params.orderId))),
			'order.approveOrCancel': answer('orders', 200, ({ params, body }) =>
				store.decide(String(params.orderId), body as Decision),
			),
			'quote.get': answer('quote', 200, ({ body }) => store.quote(body as QuoteWish)),
			'product.getAll': answer('products', 200, () => store.listProducts()),
			'product.get': answer('products', 200, ({ params }) => store.product(String(params.productId))),
		},
	});

	return {
		displayName: 'Digipix',
		login: { 'Client ID': DIGIPIX_CLIENT_ID, 'Client Secret': DIGIPIX_CLIENT_SECRET },
		credential: DIGIPIX_CREDENTIAL,
		kinds: [...ORDER_KINDS],
		operations: api.operations,
		loginOperation: LOGIN,
		callsWebhooks: true,
		operationOf: api.operationOf,
		handle: api.handle,
		errorBody,
		placeOrder: (wish = {}) => store.place(wish),
		cancelAsCustomer: (id) => store.cancel(id),
		moveAsStaff: (id, to) => store.moveAsStaff(id, to),
		advance: (id) => store.advance(id),
		orders: () => store.orders(),
		storeOpen: () => null,
		examples: () => store.examples(),
		fill: (operation, count) => store.fill(operation, count),
		expireTokens: () => tokens.expireAll(),
		reset: () => store.clear(),
	};
}
