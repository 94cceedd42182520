/**
 * A process of its own: a platform that answers from memory what the strict sandbox answered to the same request before, so
 * that what is measured is not the sandbox. `stock.ts` starts it and tells it what to do.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startSandbox } from '../../../sandbox/server';
import type { OrderId, PlatformRequest, SandboxPlatform } from '../../../sandbox/types';

/** What the parent wants: so many orders, and nothing remembered of earlier answers. */
export interface Wish {
	fill: number;
}

/** What this process says. */
export type Said = { port: number; credential: Record<string, unknown> } | { ids: OrderId[] };

/** Path at which a contender asks how many requests there were. */
export const COUNT = '/_requests';

interface Kept {
	status: number;
	bytes: Buffer;
}

/** The same request has the same key, whatever the order of its query. */
function keyOf({ method, path, query, body }: PlatformRequest): string {
	return [method, path, query.split('&').sort().join('&'), body.toString()].join(' ');
}

async function asked(incoming: IncomingMessage): Promise<PlatformRequest> {
	const [path = '', query = ''] = (incoming.url ?? '').split('?');
	return {
		method: incoming.method ?? '',
		path,
		query,
		headers: incoming.headers,
		body: await buffer(incoming),
	};
}

async function answered(platform: SandboxPlatform, request: PlatformRequest): Promise<Kept> {
	const { status, body } = await platform.handle(request);
	return { status, bytes: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
}

async function main(folder: string): Promise<void> {
	const sandbox = await startSandbox({ platforms: [folder], seed: 1 });
	const platform = sandbox.platform(folder);
	const kept = new Map<string, Promise<Kept>>();
	let requests = 0;
	const server = createServer((incoming, response) => {
		void (async () => {
			const request = await asked(incoming);
			if (request.path === COUNT) {
				response.end(String(requests));
				return;
			}
			if (platform.operationOf(request.method, request.path) !== platform.loginOperation) requests++;
			const key = keyOf(request);
			const answer = kept.get(key) ?? answered(platform, request);
			kept.set(key, answer);
			const { status, bytes } = await answer;
			response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
			response.end(bytes);
		})();
	});
	const say = (said: Said) => process.send?.(said);
	process.on('message', ({ fill }: Wish) => {
		kept.clear();
		platform.reset();
		platform.fill('order.getAll', fill);
		say({ ids: platform.orders().map(({ id }) => id) });
	});
	process.on('disconnect', () => process.exit());
	server.listen(0, '127.0.0.1', () => {
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		say({ port, credential: platform.credential.data(`http://127.0.0.1:${port}`) });
	});
}

if (require.main === module) void main(process.argv[2] ?? '');
