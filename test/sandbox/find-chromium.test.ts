import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, whyNoChromium } from '../../sandbox/find-chromium';

const { PATH, CHROMIUM_PATH } = process.env;
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'pedidos-chromium-'));
	process.env.PATH = folder;
	delete process.env.CHROMIUM_PATH;
});
afterEach(() => {
	process.env.PATH = PATH;
	if (CHROMIUM_PATH === undefined) delete process.env.CHROMIUM_PATH;
	else process.env.CHROMIUM_PATH = CHROMIUM_PATH;
	rmSync(folder, { recursive: true });
});

const install = (name: string) => writeFileSync(join(folder, name), '', { mode: 0o755 });

describe('Chromium', () => {
	it.each(['chromium', 'chromium-browser', 'google-chrome'])('is found on the PATH as %s', (name) => {
		install(name);
		expect(whyNoChromium()).toBeNull();
		expect(findChromium()).toBe(join(folder, name));
	});

	it('is the one that a person names, before any other', () => {
		install('chromium');
		install('mine');
		process.env.CHROMIUM_PATH = join(folder, 'mine');
		expect(findChromium()).toBe(join(folder, 'mine'));
	});

	it('is said to be missing, with how to install it', () => {
		mkdirSync(join(folder, 'chromium'));
		expect(whyNoChromium()).toBe('The console is tried in Chromium, which this machine does not have.');
		expect(findChromium).toThrow(
			expect.objectContaining({ next: expect.stringContaining('apt-get install chromium') }),
		);
	});

	it('is not looked for elsewhere when the one that a person names is not there', () => {
		install('chromium');
		process.env.CHROMIUM_PATH = join(folder, 'gone');
		expect(whyNoChromium()).toBe(`CHROMIUM_PATH names ${join(folder, 'gone')}, which is no program.`);
		expect(findChromium).toThrow(expect.objectContaining({ next: expect.stringContaining('CHROMIUM_PATH') }));
	});
});
