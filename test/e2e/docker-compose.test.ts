import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ensureN8nInstalled } from '../../sandbox/n8n/install';
import { repository } from '../../sandbox/start/settings';
import { itSinceN8n2 } from './line';

interface Service {
	image: string;
	command?: string;
	environment?: Record<string, string>;
	depends_on?: Record<string, unknown>;
}

/** Packages of n8n that read settings. */
const PACKAGES = ['@n8n/config', '@n8n/backend-common', '@n8n/task-runner', 'n8n', 'n8n-core'];
/** Settings of the image and of Node.js, which n8n itself does not read by name. */
const NOT_OF_N8N = ['TZ'];

const compose = readFileSync(join(repository, 'docs/docker-compose.queue.yml'), 'utf8');
const { services } = parse(compose, { merge: true }) as { services: Record<string, Service> };
const ofN8n = Object.entries(services).filter(([, { image }]) => image.startsWith('n8nio/n8n:'));

describe('The docker-compose file for queue mode', () => {
	let dir: string;
	let known: Set<string>;
	beforeAll(async () => {
		dir = await ensureN8nInstalled();
		known = namesIn(PACKAGES.map((name) => join(dir, 'node_modules', name, 'dist')).filter(existsSync));
	});

	itSinceN8n2('starts the n8n of the tests as main, worker and webhook process', () => {
		const { version } = JSON.parse(readFileSync(join(dir, 'node_modules/n8n/package.json'), 'utf8')) as {
			version: string;
		};
		expect(ofN8n.map(([name, { image, command }]) => [name, image, command?.split(' ')[0]])).toEqual([
			['main', `n8nio/n8n:${version}`, undefined],
			['worker', `n8nio/n8n:${version}`, 'worker'],
			['webhook', `n8nio/n8n:${version}`, 'webhook'],
		]);
		for (const command of ['worker', 'webhook'])
			expect(existsSync(join(dir, 'node_modules/n8n/dist/commands', `${command}.js`))).toBe(true);
	});

	itSinceN8n2('gives every process of n8n the same settings, and only settings that this n8n reads', () => {
		const [first, ...others] = ofN8n.map(([, { environment }]) => environment);
		for (const other of others) expect(other).toEqual(first);
		const names = Object.keys(first ?? {}).filter((name) => !NOT_OF_N8N.includes(name));
		expect(names).toEqual(expect.arrayContaining(['N8N_ENCRYPTION_KEY', 'EXECUTIONS_MODE']));
		expect(names.filter((name) => !known.has(name))).toEqual([]);
	});

	it('starts nothing before what it needs, and names only what there is', () => {
		const names = Object.keys(services);
		for (const { depends_on: needs = {} } of Object.values(services))
			expect(Object.keys(needs).filter((name) => !names.includes(name))).toEqual([]);
		expect(services.worker?.depends_on).toHaveProperty('main');
		expect(services.webhook?.depends_on).toHaveProperty('main');
	});

	itSinceN8n2('is explained by a page that names only settings that this n8n reads', () => {
		const page = readFileSync(join(repository, 'docs/growing.md'), 'utf8');
		const named = [...page.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(
			([, name]) => name ?? '',
		);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter((name) => !known.has(name))).toEqual([]);
	});
});

/** Everything that looks like a setting in the scripts below some folders. */
function namesIn(folders: string[]): Set<string> {
	const files = folders.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.js'))
			.map((file) => join(folder, file)),
	);
	return new Set(
		files.flatMap((file) => readFileSync(file, 'utf8').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []),
	);
}
