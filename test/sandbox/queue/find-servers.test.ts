import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServers, whyNoQueueMode } from '../../../sandbox/queue/find-servers';

const names = ['redis-server', 'postgres', 'initdb', 'pg_isready', 'psql'] as const;
const path = process.env.PATH;
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'pedidos-servers-'));
	process.env.PATH = folder;
});
afterEach(() => {
	process.env.PATH = path;
	rmSync(folder, { recursive: true });
});

const install = (...programs: string[]) => {
	for (const name of programs) writeFileSync(join(folder, name), '', { mode: 0o755 });
};

describe('the servers that queue mode needs', () => {
	it('are found on the PATH', () => {
		install(...names);
		expect(whyNoQueueMode()).toBeNull();
		expect(findServers()).toEqual(Object.fromEntries(names.map((name) => [name, join(folder, name)])));
	});

	it('are named, and how to install them, where one is missing', () => {
		install('postgres', 'initdb', 'pg_isready', 'psql');
		expect(whyNoQueueMode()).toBe('Queue mode needs redis-server, which this machine does not have.');
		expect(findServers).toThrow(
			expect.objectContaining({ next: expect.stringContaining('apt-get install redis-server postgresql') }),
		);
	});

	it('are programs: a folder or a file that nobody may run does not count', () => {
		install('postgres', 'initdb', 'pg_isready', 'psql');
		mkdirSync(join(folder, 'other'));
		writeFileSync(join(folder, 'redis-server'), '', { mode: 0o644 });
		expect(whyNoQueueMode()).toContain('redis-server');
	});
});
