import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { client, closeSandboxes, openSandbox, pigzClient } from './helpers';
import { startSandbox } from '../../sandbox/server';

afterEach(closeSandboxes);

describe('starting the sandbox', () => {
	it('serves every folder of sandbox/platforms', async () => {
		const sandbox = await openSandbox({ platforms: undefined });
		expect(sandbox.platforms()).toEqual(readdirSync(join(__dirname, '../../sandbox/platforms')));
		expect(() => sandbox.platform('nowhere')).toThrow('No platform "nowhere" in the sandbox');
	});

	it('serves some of them only, when it is told so', async () => {
		const sandbox = await openSandbox({ platforms: ['pigz'] });
		expect(sandbox.platforms()).toEqual(['pigz']);
	});

	it('says that the port is taken', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const { port } = other.address() as AddressInfo;
		await expect(startSandbox({ port })).rejects.toThrow(
			`Port ${port} on 127.0.0.1 is taken: stop the program that uses it, or choose another port`,
		);
		await new Promise((resolve) => other.close(resolve));
	});

	it('refuses to be reached from elsewhere', async () => {
		await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow('this machine only');
	});

	it('repeats its orders with the same seed', async () => {
		const rawOrders = async () => {
			const sandbox = await openSandbox({ seed: 5, now: () => 1_770_000_000_000 });
			const platform = sandbox.platform('pigz');
			for (let count = 0; count < 5; count++) platform.placeOrder();
			return platform.orders().map(({ raw }) => raw);
		};
		const first = await rawOrders();
		expect(first[0]).toMatchObject({ codigo: 3105 });
		expect(await rawOrders()).toEqual(first);
	});

	it('gives numbers that an earlier sandbox did not give, when no seed is set', async () => {
		const firstNumber = async (now: string) => {
			const sandbox = await openSandbox({ seed: undefined, now: () => Date.parse(now) });
			return sandbox.platform('pigz').placeOrder();
		};
		const earlier = await firstNumber('2026-03-10T15:00:00Z');
		expect(await firstNumber('2026-03-10T15:05:00Z')).toBe(Number(earlier) + 300);
	});
});

describe('a sandbox that is switched off and on', () => {
	it('refuses connections meanwhile, and comes back on the same port with its orders and tokens', async () => {
		const sandbox = await openSandbox();
		const pigz = await pigzClient(sandbox);
		const id = sandbox.platform('pigz').placeOrder();
		await sandbox.goOffline();
		await expect(pigz.get('/pooling')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await sandbox.goOnline();
		expect((await pigz.get('/pooling')).data).toEqual([expect.objectContaining({ codigo: id })]);
	});

	it('ends a pause that would have lasted when it is closed', async () => {
		const sandbox = await openSandbox();
		const pause = sandbox.goOfflineFor(3600);
		await sandbox.close();
		await expect(pause).resolves.toBeUndefined();
	});

	it('stays off once it is closed', async () => {
		const sandbox = await openSandbox();
		await sandbox.close();
		await sandbox.close();
		await sandbox.goOnline();
		await expect(client(sandbox.url).get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});
});
