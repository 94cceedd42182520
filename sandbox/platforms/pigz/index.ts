import { join } from 'node:path';
import { strictApi } from '../../strict-api';
import { createTokens } from '../../tokens';
import type { PlatformContext, PlatformCredential, PlatformRequest, SandboxPlatform } from '../../types';
import { ORDER_KINDS } from './orders';
import { PigzStore, StageRefused } from './store';

/**
 * Pigz as its public pages describe it. Sources as in nodes/Pigz/openapi.yaml.
 *
 * Facts: the routes, parameters and stages [S]; the token of 12 hours and its `expire` in Unix seconds [A] [MD]; the
 * 401 of a bad token [L]; that the queue repeats new and cancelled orders until their stage is conhecido or integrado
 * [G] [U]; the answers of a stage change [S] and of opening and closing [M]; that a delivered order must not be
 * cancelled [S].
 *
 * The sandbox's choice, where no page says anything:
 * - everything the document does not allow is refused with 400, and every other route with 404, the old /pedido too;
 * - any stage that is set by the API takes an order out of the queue; one that the staff sets leaves it where it is, and a
 *   cancellation by the customer or the staff puts it back;
 * - `status` is the stage in capitals (CONFIRMADO is documented); acknowledging leaves it as it is;
 * - stages may be skipped and gone back to, but an order that is cancelled can only be acknowledged or cancelled again;
 * - days of `GET /orders` are the store's (America/Sao_Paulo), both included, and both may be left out;
 * - the texts and statuses of errors other than the 401, and that closing the store does not stop sample orders.
 */

export const PIGZ_EMAIL = 'loja@pigz.test';
export const PIGZ_PASSWORD = 'sandbox-pigz';

export const PIGZ_CREDENTIAL: PlatformCredential = {
	type: 'pigzApi',
	data: (baseUrl) => ({
		environment: 'custom',
		baseUrl,
		email: PIGZ_EMAIL,
		password: PIGZ_PASSWORD,
		timeZone: 'America/Sao_Paulo',
		allowedHttpRequestDomains: 'domains',
		allowedDomains: new URL(baseUrl).hostname,
	}),
};

const TOKEN_SECONDS = 12 * 60 * 60;
const DOCUMENT = join(__dirname, '../../../nodes/Pigz/openapi.yaml');
const LOGIN = 'login.create';

const authorization = (headers: PlatformRequest['headers']) => {
	const [scheme = '', value = ''] = String(headers.authorization ?? '').split(' ');
	return { scheme: scheme.toLowerCase(), value };
};

export async function createPlatform(context: PlatformContext): Promise<SandboxPlatform> {
	const store = new PigzStore(context);
	const tokens = createTokens(context.now, TOKEN_SECONDS);
	let open = true;
	const errorBody = (error: string) => ({ error });

	const api = await strictApi({
		document: DOCUMENT,
		leaveOut: ['order.changeStageLegacy'],
		errorBody,
		security: {
			basic(headers) {
				const { scheme, value } = authorization(headers);
				const given = Buffer.from(value, 'base64').toString('utf8');
				return scheme === 'basic' && given === `${PIGZ_EMAIL}:${PIGZ_PASSWORD}`;
			},
			bearer(headers) {
				const { scheme, value } = authorization(headers);
				return scheme === 'bearer' && tokens.isValid(value);
			},
		},
		unauthorized: (operation) => ({
			status: 401,
			body: errorBody(operation === LOGIN ? 'Invalid e-mail or password' : 'Bearer Token invalid or expired'),
		}),
		operations: {
			[LOGIN]: () => ({ status: 200, body: tokens.issue(PIGZ_EMAIL) }),
			'order.getQueue': () => ({ status: 200, body: store.readQueue() }),
			'order.getAll': ({ query }) => ({ status: 200, body: store.list(query.start, query.end) }),
			'order.changeStage': ({ params }) => {
				try {
					store.setStage(Number(params.id), String(params.stage));
				} catch (error) {
					if (!(error instanceof StageRefused)) throw error;
					return { status: error.status, body: errorBody(error.message) };
				}
				const time = Math.floor(context.now() / 1000);
				return { status: 200, body: { message: 'Altered Stage', time } };
			},
			'store.setOpen': ({ params }) => {
				open = params.openOrClose === 'open';
				context.emit({ type: 'storeOpenChanged', open });
				return { status: 200, body: { Message: `Opening state changed to ${open ? 'open' : 'close'}` } };
			},
		},
	});

	return {
		displayName: 'Pigz',
		login: { 'E-Mail': PIGZ_EMAIL, Password: PIGZ_PASSWORD },
		credential: PIGZ_CREDENTIAL,
		kinds: [...ORDER_KINDS],
		operations: api.operations,
		loginOperation: LOGIN,
		callsWebhooks: false,
		operationOf: api.operationOf,
		handle: api.handle,
		errorBody,
		placeOrder: (wish) => store.place(wish),
		cancelAsCustomer: (id) => store.cancelAsCustomer(Number(id)),
		moveAsStaff: (id, to) => store.moveAsStaff(Number(id), to),
		orders: () => store.orders(),
		storeOpen: () => open,
		examples: () => store.examples(),
		fill: (operation, count) => store.fill(operation, count),
		expireTokens: () => tokens.expireAll(),
		reset() {
			store.clear();
			open = true;
		},
	};
}
