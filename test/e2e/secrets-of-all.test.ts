import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import type { CredentialInput } from '../../sandbox/n8n/client';
import {
	doNothing,
	errorOf,
	manualTrigger,
	startEngine,
	workflow,
	type Engine,
	type Json,
	type NodeParameters,
} from './support';
import { filesBelow, startWiretap } from './wiretap';

/** A read of every platform whose secrets travel in a way of their own, and the secret that is made wrong. */
const platforms: Array<{ name: string; node: string; secret: string; read: NodeParameters }> = [
	{ name: 'neemo', node: 'neemo', secret: 'token', read: { resource: 'order', operation: 'getAll' } },
	{
		name: 'digipix',
		node: 'digipix',
		secret: 'clientSecret',
		read: { resource: 'product', operation: 'getAll' },
	},
	{ name: 'venddor', node: 'venddor', secret: 'apiKey', read: { resource: 'order', operation: 'getAll' } },
	{
		name: 'delivery-direto',
		node: 'deliveryDireto',
		secret: 'password',
		read: { resource: 'category', operation: 'getAll' },
	},
];

const SECRET_FIELDS = ['token', 'webhookSecret', 'clientSecret', 'apiKey', 'password'];

describe.each(platforms)(
	'$node after reads, a refused login and broken answers',
	({ name, node, secret, read }) => {
		/** As they went over the line, and as they stand in the credential. */
		const secrets = new Set<string>();
		const errors: string[] = [];
		const executions: string[] = [];
		let engine: Engine;
		let sandbox: Sandbox;
		let wiretap: Server;

		beforeAll(async () => {
			sandbox = await startSandbox({ platforms: [name] });
			const tap = await startWiretap(sandbox, secrets);
			wiretap = tap.server;
			engine = await startEngine({ env: { N8N_LOG_LEVEL: 'debug' } });
			const { client } = engine;
			const { type, data } = sandbox.platform(name).credential;
			const credential = (label: string, changes: Json = {}): CredentialInput => {
				const all = { ...(data(`${tap.url}/${name}`) as Json), ...changes };
				for (const field of SECRET_FIELDS) if (all[field]) secrets.add(String(all[field]));
				return { name: label, type, data: all };
			};
			const good = await client.saveCredential(credential('Good'));
			const bad = await client.saveCredential(credential('Bad', { [secret]: 'not-the-right-secret' }));
			expect((await client.testCredential(good)).status).toBe('OK');
			errors.push((await client.testCredential(bad)).message);

			sandbox.platform(name).examples();
			const run = async (label: string) => {
				const { id } = await client.saveWorkflow(
					workflow(`Read with ${label}`, [
						manualTrigger,
						{
							name: 'Platform',
							type: `n8n-nodes-pedidos.${node}`,
							parameters: read,
							credentials: { [type]: { id: null, name: label } },
						},
						doNothing('Rows'),
					]),
				);
				return await client.run(id, 'Start');
			};
			expect((await run('Good')).status).toBe('success');
			const fail = async (label: string) => errors.push(errorOf(await run(label)).message);
			await fail('Bad');
			for (const fault of [
				{ fault: 'status', status: 500, message: 'Falha interna' },
				{ fault: 'status', status: 404, message: 'Desconhecido' },
				{ fault: 'cut' },
				{ fault: 'brokenJson' },
			] as const) {
				const operation = `${String(read.resource)}.${String(read.operation)}`;
				sandbox.addFault({ platform: name, operation, ...fault });
				await fail('Good');
				sandbox.liftFaults();
			}
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

		const findings = (place: string, text: string) =>
			[...secrets].filter((one) => text.includes(one)).map((one) => `${place}: ${one.slice(0, 12)}…`);

		it('everything that had to go wrong did, and the secrets are known', () => {
			expect(errors).toHaveLength(6);
			expect(executions).toHaveLength(6);
			expect(secrets.size).toBeGreaterThanOrEqual(2);
		});

		it('none is in a stored execution, in a file of n8n, in its log or in an error', () => {
			const files = filesBelow(join(engine.process.userFolder, '.n8n')).map(
				(file) => [file, readFileSync(file, 'latin1')] as const,
			);
			// the search would find something: error texts are there to be found
			expect(files.some(([, content]) => content.includes('Falha interna'))).toBe(true);
			const log = engine.process.logs();
			expect(log).toContain('| debug |');
			expect([
				...executions.flatMap((text, index) => findings(`execution ${index}`, text)),
				...files.flatMap(([file, content]) => findings(file, content)),
				...findings('log', log),
				...errors.flatMap((text) => findings(text, text)),
			]).toEqual([]);
		});
	},
);
