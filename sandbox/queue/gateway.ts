import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import axios from 'axios';

export interface Gateway {
	/** The one address of editor and webhooks, without a slash at the end. */
	readonly url: string;
	close(): Promise<void>;
}

/** Addresses whose calls start workflows: n8n's defaults of N8N_ENDPOINT_WEBHOOK, _FORM, _MCP and their like. */
const forWebhooks = /^\/(webhook|webhook-waiting|form|form-waiting|mcp)\//;

/**
 * One address in front of the processes of n8n, as people have it with nginx: calls that start workflows go to the webhook
 * processes in turn, everything else goes to the main process. Where n8n is not ready a call gets 503 and its sender
 * calls again; a starting n8n itself would answer 200, and lose it.
 * @param port on 127.0.0.1; 0 takes a free one
 */
export async function startGateway(
	port: number,
	processes: { main(): string; webhooks(): string[] },
): Promise<Gateway> {
	let turn = 0;
	const webhookProcess = async (): Promise<string | undefined> => {
		const all = processes.webhooks();
		for (let tried = 0; tried < all.length; tried++) {
			const next = all[turn++ % all.length];
			if (next && (await isReady(next))) return next;
		}
		return undefined;
	};
	const server = createServer((incoming, outgoing) => {
		void (async () => {
			const isCall = forWebhooks.test(incoming.url ?? '');
			const target = isCall ? await webhookProcess() : processes.main();
			if (target) forward(incoming, outgoing, target);
			else refuse(outgoing);
		})();
	});
	// The editor's connection for news
	server.on('upgrade', (incoming: IncomingMessage, socket, head) => {
		const { hostname, port: targetPort } = new URL(processes.main());
		const onward = connect(Number(targetPort), hostname, () => {
			const headers = incoming.rawHeaders.flatMap((name, position, all) =>
				position % 2 === 0 ? [`${name}: ${all[position + 1]}`] : [],
			);
			onward.write([`${incoming.method} ${incoming.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
			onward.write(head);
			socket.pipe(onward).pipe(socket);
		});
		for (const [one, other] of [
			[socket, onward],
			[onward, socket],
		] as const) {
			one.on('error', () => other.destroy());
			one.on('close', () => other.destroy());
		}
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => await closeServer(server),
	};
}

async function isReady(url: string): Promise<boolean> {
	return await axios.get(`${url}/healthz/readiness`, { timeout: 2000, proxy: false }).then(
		({ status }) => status === 200,
		() => false,
	);
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, target: string): void {
	const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '' };
	const onward = request(`${target}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(outgoing);
		answer.on('error', () => outgoing.destroy());
	});
	onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : refuse(outgoing)));
	outgoing.on('close', () => onward.destroy());
	incoming.pipe(onward);
}

function refuse(outgoing: ServerResponse): void {
	outgoing.writeHead(503, { 'Content-Type': 'application/json', 'Retry-After': '5' });
	outgoing.end(JSON.stringify({ message: 'n8n is not ready' }));
}

async function closeServer(server: Server): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeAllConnections();
	await closed;
}
