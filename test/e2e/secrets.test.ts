import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { pigzLogin } from '../../sandbox/start/settings';
import {
	doNothing,
	errorOf,
	eventually,
	everySeconds,
	handedOver,
	jsonOf,
	manualTrigger,
	pigz,
	pigzCredential,
	pigzTrigger,
	startEngine,
	workflow,
	type Engine,
} from './support';
import { filesBelow, startWiretap } from './wiretap';

const WRONG_PASSWORD = 'not-the-password';

describe('after orders, refused logins, expired tokens and broken connections', () => {
	/** Tokens and Basic headers as they went over the line, and the passwords themselves. */
	const secrets = new Set([pigzLogin.password, WRONG_PASSWORD]);
	let engine: Engine;
	let sandbox: Sandbox;
	let wiretap: Server;
	let orders: string[];
	const errors: string[] = [];
	/** Executions as n8n's REST interface gives them. */
	const executions: string[] = [];

	beforeAll(async () => {
		sandbox = await startSandbox();
		const tap = await startWiretap(sandbox, secrets);
		wiretap = tap.server;
		engine = await startEngine({ env: { N8N_LOG_LEVEL: 'debug' } });
		const { client } = engine;
		const good = await client.saveCredential(pigzCredential('Good', tap.url));
		const bad = await client.saveCredential(pigzCredential('Bad', tap.url, { password: WRONG_PASSWORD }));
		expect((await client.testCredential(good)).status).toBe('OK');
		errors.push((await client.testCredential(bad)).message);

		const platform = sandbox.platform('pigz');
		const readOrders = async (credential: string) => {
			const { id } = await client.saveWorkflow(
				workflow(`Read with ${credential}`, [
					manualTrigger,
					pigz(credential, {
						resource: 'order',
						operation: 'getAll',
						returnAll: true,
						output: 'unifiedWithRaw',
					}),
					doNothing('Orders'),
				]),
			);
			return await client.run(id, 'Start');
		};
		const fail = async (credential: string) => errors.push(errorOf(await readOrders(credential)).message);

		const trigger = await client.saveWorkflow(
			workflow('Trigger', [pigzTrigger('Good', { pollTimes: everySeconds(6) }), doNothing('Orders')]),
		);
		orders = Array.from({ length: 3 }, () => String(platform.placeOrder()));
		await client.publish(trigger.id);
		expect(jsonOf(await readOrders('Good'), 'Orders')).toHaveLength(3);

		const refused = await client.saveWorkflow(
			workflow('Refused Trigger', [pigzTrigger('Bad', { pollTimes: everySeconds(6) }), doNothing('Orders')]),
		);
		await client.publish(refused.id).catch((error: Error) => errors.push(error.message));
		await fail('Bad');

		platform.expireTokens();
		expect((await readOrders('Good')).status).toBe('success');
		for (const fault of [
			{ fault: 'expiredToken' },
			{ fault: 'status', status: 500, message: 'Falha interna' },
			{ fault: 'cut' },
			{ fault: 'cut', when: 'middle' },
			{ fault: 'brokenJson' },
			{ fault: 'html', status: 502 },
		] as const) {
			sandbox.addFault({ platform: 'pigz', operation: 'order.getAll', ...fault });
			await fail('Good');
			sandbox.liftFaults();
		}
		sandbox.addFault({ platform: 'pigz', operation: 'order.getQueue', fault: 'cut' });
		const failedPoll = await eventually('a poll fails', async () => {
			const [found] = await client.executions({ workflowId: trigger.id, status: ['error'] });
			return found;
		});
		errors.push(errorOf(await client.execution(failedPoll.id)).message);
		sandbox.liftFaults();
		platform.expireTokens();
		orders.push(String(platform.placeOrder()));
		await eventually('the last order arrives', async () =>
			(await handedOver(client, trigger.id)).some(({ displayId }) => displayId === orders.at(-1)),
		);

		for (const { id } of await client.executions({}, 100)) {
			executions.push(JSON.stringify(await client.execution(id)));
		}
		// Whatever n8n still had to write is in its files then.
		await engine.process.stop();
	});

	afterAll(async () => {
		await engine?.close();
		wiretap?.close();
		wiretap?.closeAllConnections();
		await sandbox?.close();
	});

	it('everything that had to go wrong did, and the secrets are known', () => {
		expect(errors).toHaveLength(10);
		const kinds = [...secrets].map((secret) => (secret.startsWith('eyJ') ? 'token' : 'other'));
		// Two passwords with their Basic headers; tokens of the first login and of each one that an expiry forced.
		expect(kinds.filter((kind) => kind === 'other')).toHaveLength(4);
		expect(kinds.filter((kind) => kind === 'token').length).toBeGreaterThanOrEqual(3);
	});

	/** Where a text occurs: by place, with the secrets shortened. */
	const findings = (place: string, text: string) =>
		[...secrets]
			.filter((secret) => text.includes(secret))
			.map((secret) => `${place}: ${secret.slice(0, 12)}…`);

	it('no password and no token is in an execution that n8n stored', () => {
		expect(executions.filter((text) => text.includes(orders[0] as string))).not.toHaveLength(0);
		expect(executions.flatMap((text, index) => findings(`execution ${index}`, text))).toEqual([]);
	});

	it("no password and no token is in n8n's database or in any other file of n8n's folder", () => {
		const files = filesBelow(join(engine.process.userFolder, '.n8n'));
		const contents = files.map((file) => [file, readFileSync(file, 'latin1')] as const);
		const database = contents.filter(([file]) => /database\.sqlite/.test(file));
		// The search would find something: orders and error texts are there to be found.
		for (const known of [orders[0], 'Pigz refused the login', 'Falha interna']) {
			expect(database.some(([, content]) => content.includes(known as string))).toBe(true);
		}
		expect(contents.flatMap(([file, content]) => findings(file, content))).toEqual([]);
	});

	it("no password and no token is in n8n's log, even at its most talkative", () => {
		const log = engine.process.logs();
		expect(log).toContain('| debug |');
		expect(log).toContain('Pigz refused the login');
		expect(findings('log', log)).toEqual([]);
	});

	it('no password and no token is in an error that a person reads', () => {
		expect(errors).toContain('Pigz refused the login');
		expect(errors.flatMap((text) => findings(text, text))).toEqual([]);
	});
});
