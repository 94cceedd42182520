import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '../support';

export interface Caught {
	path: string;
	headers: IncomingHttpHeaders;
	body: Json;
}

/** A server of this machine that stands for the shop's own: a WhatsApp server, an ERP, a kitchen board. */
export interface Catcher {
	url: string;
	/** What it took, oldest first. */
	caught: Caught[];
	/** Answers 503 to everything from now on, or takes it again. */
	setDown(isDown: boolean): void;
	/** What it answers to what it takes; default `{}`. */
	answerWith(answer: (caught: Caught) => Json): void;
	close(): void;
}

export async function startCatcher(): Promise<Catcher> {
	const caught: Caught[] = [];
	let isDown = false;
	let answer: (caught: Caught) => Json = () => ({});
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			if (isDown) {
				response.writeHead(503).end('{"message":"down for the test"}');
				return;
			}
			const text = Buffer.concat(parts).toString();
			const one = {
				path: request.url ?? '',
				headers: request.headers,
				body: JSON.parse(text || '{}') as Json,
			};
			caught.push(one);
			response.writeHead(200).end(JSON.stringify(answer(one)));
		});
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		caught,
		setDown: (down) => (isDown = down),
		answerWith: (give) => (answer = give),
		close: () => server.close().closeAllConnections(),
	};
}
