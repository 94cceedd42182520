import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';
import { owner, repository } from '../../sandbox/start/settings';
import { startEngine, type Engine } from './support';

const run = promisify(execFile);

interface ListedType {
	name: string;
	displayName: string;
	iconUrl: { light: string; dark: string };
}

/** What n8n's own installer does with a package from the registry, with the tarball of this repository instead. */
async function installTarball(userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', 'n8n-nodes-pedidos');
	mkdirSync(target, { recursive: true });
	await run('npm', ['pack', '--silent', '--pack-destination', nodes], { cwd: repository });
	const tarball = readdirSync(nodes).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no tarball');
	await run('tar', ['-xzf', join(nodes, tarball), '-C', target, '--strip-components=1']);
	rmSync(join(nodes, tarball));

	const file = join(target, 'package.json');
	const { devDependencies, peerDependencies, ...description } = JSON.parse(readFileSync(file, 'utf8')) as {
		version: string;
		devDependencies: unknown;
		peerDependencies: unknown;
	};
	expect([devDependencies, peerDependencies]).toEqual([expect.anything(), { 'n8n-workflow': '*' }]);
	writeFileSync(file, JSON.stringify(description, null, 2));
	const quiet = ['--audit=false', '--fund=false', '--bin-links=false', '--package-lock=false'];
	await run('npm', ['install', ...quiet, '--install-strategy=shallow', '--ignore-scripts=true'], {
		cwd: target,
	});
	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { 'n8n-nodes-pedidos': description.version },
	};
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger));
}

const credentialTypes = ['deliveryDiretoApi', 'digipixApi', 'neemoApi', 'pigzApi', 'venddorApi'];

describe('the tarball of npm pack, installed into a bare n8n', () => {
	let engine: Engine;
	let get: <T>(path: string) => Promise<{ status: number; type: string; data: T }>;

	beforeAll(async () => {
		engine = await startEngine({ prepare: installTarball });
		const browser = axios.create({ baseURL: engine.process.url, proxy: false, validateStatus: () => true });
		const { headers } = await browser.post('/rest/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
		const cookie = headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ');
		get = async <T>(path: string) => {
			const { status, headers: answered, data } = await browser.get<T>(path, { headers: { Cookie: cookie } });
			return { status, type: String(answered['content-type']), data };
		};
	});

	afterAll(async () => await engine?.close());

	it('brings no package of its own along', () => {
		const installed = join(engine.process.userFolder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-pedidos');
		expect(readdirSync(installed).sort()).toEqual([
			'LICENSE',
			'README.md',
			'README.pt-BR.md',
			'dist',
			'package.json',
		]);
	});

	it('shows every node, the action nodes also as tools for AI agents, and every credential', async () => {
		const { data: nodes } = await get<ListedType[]>('/types/nodes.json');
		const ours = nodes.filter(({ name }) => name.startsWith('n8n-nodes-pedidos.'));
		const actions = ['Delivery Direto', 'Digipix', 'Neemo', 'Pigz', 'Venddor'];
		expect(ours.map(({ displayName }) => displayName).sort()).toEqual(
			[
				...actions.flatMap((name) => [name, `${name} Tool`, `${name} Trigger`]),
				'Neemo Button Trigger',
			].sort(),
		);
		const { data: credentials } = await get<ListedType[]>('/types/credentials.json');
		const known = credentials.filter(({ name }) => credentialTypes.includes(name));
		expect(known.map(({ displayName }) => displayName).sort()).toEqual(actions.map((name) => `${name} API`));
	});

	it('has its icons for the light and for the dark editor', async () => {
		const types = [
			...(await get<ListedType[]>('/types/nodes.json')).data,
			...(await get<ListedType[]>('/types/credentials.json')).data,
		].filter(({ name }) => name.startsWith('n8n-nodes-pedidos.') || credentialTypes.includes(name));
		expect(types).toHaveLength(16 + 5);
		for (const { iconUrl } of types) {
			expect(iconUrl.light).not.toBe(iconUrl.dark);
			for (const url of [iconUrl.light, iconUrl.dark]) {
				const icon = await get<Buffer>(`/${url}`);
				expect([url, icon.status, icon.type]).toEqual([url, 200, expect.stringContaining('image/svg+xml')]);
			}
		}
	});

	it.each([
		['an order of Get Many', 'pigz/1.0.0/order/getAll', 'total'],
		['an order of the queue', 'pigz/1.0.0/order/getQueue', 'total'],
		['the outcome of a verb', 'pigz/1.0.0/order/confirm', 'changed'],
		['an event of the trigger', 'pigzTrigger/1.0.0', 'event'],
	])('previews the fields of %s before the first run', async (_what, path, member) => {
		const { status, data } = await get<{ properties: Record<string, unknown> }>(
			`/schemas/n8n-nodes-pedidos.${path}.json`,
		);
		expect(status).toBe(200);
		expect(Object.keys(data.properties)).toContain(member);
	});
});
