import { createServer } from 'node:net';

/** Whether this machine lets us listen on a port of the loopback address. Port 0 is always free. */
export async function isPortFree(port: number): Promise<boolean> {
	return (await listenOnce(port)) !== undefined;
}

/** Below the ports that systems give to outgoing connections: one of those could take it before who asked listens. */
const FIRST = 20_000;
const COUNT = 12_000;
const TRIES = 50;

/** A port of the loopback address that nothing listens on right now. */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const port = FIRST + Math.floor(Math.random() * COUNT);
		if (await isPortFree(port)) return port;
	}
	throw new Error(`This machine has no free port on 127.0.0.1 from ${FIRST} to ${FIRST + COUNT - 1}`);
}

/** Listens for a moment and resolves to the port, or to undefined where that was refused. */
async function listenOnce(port: number): Promise<number | undefined> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
		});
	});
}
