import express, { type Request, type Router } from 'express';
import { join } from 'node:path';
import type { FaultWish } from './faults';
import { Refusal, type OrderWish } from './types';
import type { Sandbox } from './server';

/**
 * The control API of the sandbox: what a person or a test does to the platforms from outside. JSON in and out; a wish
 * that cannot be fulfilled is 400, 404 or 409 with `{ "error": text }`. Times are ISO 8601 in UTC, money is in reais.
 *
 * GET    /_sandbox/platforms                        -> [{ name, displayName, url, login, kinds, operations, storeOpen,
 *                                                      callsWebhooks, hasTokens }]
 * POST   /_sandbox/<platform>/orders                { kind?, count?, with? } -> { ids }
 *        `kind` is one of the platform's kinds (absent: any), `count` 1 to 500, `with` sets members of the order
 * GET    /_sandbox/<platform>/orders                -> orders, oldest first: status, history of stages, life line,
 *                                                      whether in the queue, emissions, acknowledgment (types.ts)
 * GET    /_sandbox/<platform>/orders/<id>           -> one of them
 * POST   /_sandbox/<platform>/orders/<id>/cancel    the customer cancels -> the order
 * POST   /_sandbox/<platform>/orders/<id>/move      { to }: the staff changes it in the platform's panel -> the order;
 *                                                   `to` is one of the order's moves
 * POST   /_sandbox/<platform>/examples              puts in what the examples of its document name
 * POST   /_sandbox/<platform>/fill                  { operation, count }: makes the list of that operation hold exactly
 *                                                      so many entries, at most 10000
 * GET    /_sandbox/<platform>/credential            -> { type, data }: the credential for n8n that fits this store
 * POST   /_sandbox/<platform>/expire-tokens         every token given out so far becomes invalid
 * GET    /_sandbox/requests?platform=               -> { requests, counters }: the last 1000 requests that arrived, secrets
 *                                                      masked, and how often each operation was called
 * DELETE /_sandbox/requests                         empties both, and the deliveries
 * GET    /_sandbox/deliveries?platform=             -> the last 500 calls of registered addresses, and their answers
 * POST   /_sandbox/faults                           { platform, fault, times?, operation?, … } -> the fault (faults.ts)
 * GET    /_sandbox/faults                           -> faults that are switched on
 * DELETE /_sandbox/faults?id=                       lifts one, or all
 * POST   /_sandbox/offline                          { seconds }: really closes the port for a while, all of it
 * POST   /_sandbox/reset                            forgets orders, requests and faults
 * GET    /_sandbox/events                           server-sent events, each `data:` a SandboxEvent (types.ts)
 *
 * The console is the page at `/`.
 */
export function controlApi(sandbox: Sandbox): Router {
	const router = express.Router();
	router.use(express.static(join(__dirname, 'console')));

	const api = express.Router();
	api.use(express.json({ limit: '1mb' }));
	router.use('/_sandbox', api);

	api.get('/platforms', (_request, response) => {
		response.json(
			sandbox.platforms().map((name) => {
				const { displayName, login, kinds, operations, loginOperation, callsWebhooks, storeOpen } =
					sandbox.platform(name);
				return {
					name,
					displayName,
					url: `${sandbox.url}/${name}`,
					login,
					kinds,
					operations,
					storeOpen: storeOpen(),
					callsWebhooks,
					hasTokens: loginOperation !== null,
				};
			}),
		);
	});

	api
		.route('/requests')
		.get((request, response) => {
			const platform = platformOf(request);
			response.json({ requests: sandbox.requests(platform), counters: sandbox.counters(platform) });
		})
		.delete((_request, response) => {
			sandbox.clearRequests();
			response.json({ done: true });
		});

	api.get('/deliveries', (request, response) => {
		response.json(sandbox.deliveries(platformOf(request)));
	});

	api
		.route('/faults')
		.get((_request, response) => {
			response.json(sandbox.faults());
		})
		.post((request, response) => {
			// Checked by addFault against its schema: whatever came, it is not taken for a wish unseen.
			response.status(201).json(sandbox.addFault(bodyOf(request.body) as FaultWish));
		})
		.delete((request, response) => {
			sandbox.liftFaults(request.query.id === undefined ? undefined : Number(request.query.id));
			response.json({ done: true });
		});

	api.post('/offline', (request, response) => {
		const { seconds } = bodyOf(request.body);
		if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= 3600)) {
			throw new Refusal('seconds must be a number up to 3600');
		}
		response.json({ done: true });
		response.once('close', () => void sandbox.goOfflineFor(seconds));
	});

	api.post('/reset', (_request, response) => {
		sandbox.reset();
		response.json({ done: true });
	});

	api.get('/events', (request, response) => {
		response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
		response.write('retry: 1000\n\n');
		const unfollow = sandbox.follow((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
		request.once('close', unfollow);
	});

	api
		.route('/:platform/orders')
		.get((request, response) => {
			response.json(sandbox.platform(request.params.platform).orders());
		})
		.post((request, response) => {
			const platform = sandbox.platform(request.params.platform);
			const { count, ...wish } = orderWish(bodyOf(request.body));
			response.status(201).json({ ids: Array.from({ length: count }, () => platform.placeOrder(wish)) });
		});

	api.get('/:platform/orders/:id', (request, response) => {
		response.json(sandbox.order(request.params.platform, request.params.id));
	});

	api.post('/:platform/orders/:id/cancel', (request, response) => {
		const { platform, id } = request.params;
		sandbox.platform(platform).cancelAsCustomer(sandbox.order(platform, id).id);
		response.json(sandbox.order(platform, id));
	});

	api.post('/:platform/orders/:id/move', (request, response) => {
		const { platform, id } = request.params;
		const { to } = bodyOf(request.body);
		if (typeof to !== 'string') throw new Refusal('to must be a text');
		sandbox.platform(platform).moveAsStaff(sandbox.order(platform, id).id, to);
		response.json(sandbox.order(platform, id));
	});

	api.post('/:platform/examples', (request, response) => {
		sandbox.platform(request.params.platform).examples();
		response.json({ done: true });
	});

	api.post('/:platform/fill', (request, response) => {
		const { operation, count } = bodyOf(request.body);
		if (typeof operation !== 'string') throw new Refusal('operation must be a text');
		if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 10_000) {
			throw new Refusal('count must be a whole number from 0 to 10000');
		}
		sandbox.platform(request.params.platform).fill(operation, count);
		response.json({ done: true });
	});

	api.get('/:platform/credential', (request, response) => {
		const { type, data } = sandbox.platform(request.params.platform).credential;
		response.json({ type, data: data(`${sandbox.url}/${request.params.platform}`) });
	});

	api.post('/:platform/expire-tokens', (request, response) => {
		sandbox.platform(request.params.platform).expireTokens();
		response.json({ done: true });
	});

	return router;
}

const platformOf = ({ query }: Request) => (typeof query.platform === 'string' ? query.platform : undefined);

/** A request without a body stands for one without wishes. */
function bodyOf(body: unknown): Record<string, unknown> {
	if (body === undefined) return {};
	if (body === null || typeof body !== 'object' || Array.isArray(body)) {
		throw new Refusal('The body must be a JSON object');
	}
	return body as Record<string, unknown>;
}

function orderWish(body: Record<string, unknown>): OrderWish & { count: number } {
	const { kind, count = 1, with: members, ...rest } = body;
	const [unknown] = Object.keys(rest);
	if (unknown !== undefined) throw new Refusal(`"${unknown}" is none of kind, count, with`);
	if (kind !== undefined && typeof kind !== 'string') throw new Refusal('kind must be a text');
	if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 500) {
		throw new Refusal('count must be a whole number from 1 to 500');
	}
	return { kind, count, with: members === undefined ? undefined : bodyOf(members) };
}
