import { readdirSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/server';

/** Passes everything on to the sandbox and notes every secret that goes through, as it really is. */
export async function startWiretap(
	sandbox: Sandbox,
	secrets: Set<string>,
): Promise<{ url: string; server: Server }> {
	const server = createServer((incoming, outgoing) => {
		const [, sent] = (incoming.headers.authorization ?? '').split(' ');
		if (sent) secrets.add(sent);
		const { method, headers, url } = incoming;
		const onward = forward(`${sandbox.url}${url}`, { method, headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', () => incoming.socket.destroy());
			answer.on('end', () => {
				const body = Buffer.concat(chunks).toString('utf8');
				for (const [, token] of body.matchAll(/"(?:\w+_)?token":"([^"]+)"/g)) secrets.add(token as string);
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
			});
		});
		onward.on('error', () => incoming.socket.destroy());
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}
